import { distance } from "fastest-levenshtein";

/** A name an operator may have meant, and what to write for it where that differs. */
export interface Known {
  readonly name: string;
  readonly write: string;
}

/** Codes this short are one letter from many others: a guess would mislead. */
const SHORT_NAME = 3;

/** `; did you mean "severe"?`, or nothing when no name is near enough to be meant. */
export function didYouMean(offered: string, known: Iterable<string | Known>): string {
  const suggestion = suggest(offered, known);
  return suggestion === undefined ? "" : `; did you mean "${suggestion}"?`;
}

/** The known name nearest to what was offered: the same but for case and accents, cut short, or a slip away. */
export function suggest(offered: string, known: Iterable<string | Known>): string | undefined {
  const wanted = plain(offered);
  let best: { readonly write: string; readonly cost: number } | undefined;
  for (const entry of known) {
    const { name, write } = typeof entry === "string" ? { name: entry, write: entry } : entry;
    const cost = costOf(wanted, plain(name));
    if (cost !== undefined && cost < (best?.cost ?? Infinity)) best = { write, cost };
  }
  return best?.write;
}

/** Lower is nearer; undefined is too far to be meant. Two letters swapped are one slip. */
function costOf(wanted: string, name: string): number | undefined {
  if (wanted === name) return 0;
  if (Math.min(wanted.length, name.length) <= SHORT_NAME) return undefined;
  if (isSwap(wanted, name)) return 1;
  const cost = distance(wanted, name);
  if (cost <= Math.max(1, Math.floor(wanted.length / 4))) return cost;
  const isCutShort = name.startsWith(wanted) || wanted.startsWith(name);
  return isCutShort ? wanted.length + cost : undefined;
}

function isSwap(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at) + a.slice(at + 1, at + 2) + a.charAt(at) + a.slice(at + 2) === b;
}

function plain(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_]+/gu, "-");
}
