/** Until so many reports are known, ordinary newspapers say how common a word is. */
export const ORDINARY_DOCUMENTS = 500;

/** How much it says that two reports share a term: the negative logarithm of its share of reports. */
export function rarityOf(frequency: number, documents: number, prior: number): number {
  const share = (frequency + ORDINARY_DOCUMENTS * prior) / (documents + ORDINARY_DOCUMENTS);
  return -Math.log(Math.min(0.9, share));
}
