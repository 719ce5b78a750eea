/**
 * Also half of one, as lines are folded and cut anywhere. Begins where a word does: else each letter of a long word
 * would be tried as a beginning.
 */
const ADDRESS = /(?<![^\s<>])(?:[^\s<>]+@[^\s<>]*|@[^\s<>]+)/g;

/** A server repeats the recipient in what it says: the ledger keeps that, a log or a notice must not. */
export function withoutAddresses(text: string, instead = "[address]"): string {
  return text.replaceAll(ADDRESS, instead);
}
