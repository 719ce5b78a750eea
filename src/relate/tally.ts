/** Adds up, by telling, what it shares with a report. Empty again after each answer. */
export interface Tally {
  /** One more term is shared by these tellings. */
  add(numbers: readonly number[], rarity: number): void;
  /** Those that share most, the newer of two that share as much; none that shares fewer terms than `leastTerms`. */
  takeBest(most: number, leastTerms: number): number[];
}

/** Flat arrays by the telling's number, of which only what was touched is cleared. */
export function openTally(): Tally {
  let terms = new Uint8Array(1024);
  let sums = new Uint32Array(1024);
  const touched: number[] = [];
  const reserve = (number: number) => {
    if (number < terms.length) return;
    const length = 2 ** Math.ceil(Math.log2(number + 1));
    const [oldTerms, oldSums] = [terms, sums];
    terms = new Uint8Array(length);
    sums = new Uint32Array(length);
    terms.set(oldTerms);
    sums.set(oldSums);
  };
  const isBetter = (a: number, b: number) => {
    const [one = 0, other = 0] = [sums[a], sums[b]];
    return one === other ? a > b : one > other;
  };
  return {
    add(numbers, rarity) {
      reserve(numbers.at(-1) ?? 0);
      for (const number of numbers) {
        if (terms[number] === 0) touched.push(number);
        terms[number] = (terms[number] ?? 0) + 1;
        sums[number] = (sums[number] ?? 0) + rarity;
      }
    },
    takeBest(most, leastTerms) {
      const best: number[] = [];
      for (const number of touched) {
        if ((terms[number] ?? 0) < leastTerms) continue;
        const last = best.at(-1);
        if (best.length === most && last !== undefined && !isBetter(number, last)) continue;
        if (best.length === most) best.pop();
        best.splice(placeOf(number, best, isBetter), 0, number);
      }
      for (const number of touched) {
        terms[number] = 0;
        sums[number] = 0;
      }
      touched.length = 0;
      return best;
    },
  };
}

/** In a short list, the best first. */
function placeOf(
  number: number,
  best: readonly number[],
  isBetter: (a: number, b: number) => boolean,
): number {
  let at = best.length;
  while (at > 0 && isBetter(number, best[at - 1] ?? 0)) at -= 1;
  return at;
}
