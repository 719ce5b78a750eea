/** Adds up, by telling, what it shares with a report. Empty again after each answer. */
export interface Tally {
  /** No telling that is added until the next answer has a lower number: memory goes by how far numbers lie apart. */
  startAt(lowest: number): void;
  /** One more term is shared by these tellings. */
  add(numbers: readonly number[], rarity: number): void;
  /** Those that share most, the newer of two that share as much; none that shares fewer terms than `leastTerms`. */
  takeBest(most: number, leastTerms: number): number[];
}

/** Flat arrays by the telling's number less the lowest, of which only what was touched is cleared. */
export function openTally(): Tally {
  let terms = new Uint8Array(1024);
  let sums = new Uint32Array(1024);
  const touched: number[] = [];
  let lowest = 0;
  const reserve = (place: number) => {
    if (place < terms.length) return;
    const length = 2 ** Math.ceil(Math.log2(place + 1));
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
    startAt(number) {
      lowest = number;
    },
    add(numbers, rarity) {
      reserve((numbers.at(-1) ?? lowest) - lowest);
      for (const number of numbers) {
        const place = number - lowest;
        if (terms[place] === 0) touched.push(place);
        terms[place] = (terms[place] ?? 0) + 1;
        sums[place] = (sums[place] ?? 0) + rarity;
      }
    },
    takeBest(most, leastTerms) {
      const best: number[] = [];
      for (const place of touched) {
        if ((terms[place] ?? 0) < leastTerms) continue;
        const last = best.at(-1);
        if (best.length === most && last !== undefined && !isBetter(place, last)) continue;
        if (best.length === most) best.pop();
        best.splice(rankOf(place, best, isBetter), 0, place);
      }
      for (const place of touched) {
        terms[place] = 0;
        sums[place] = 0;
      }
      touched.length = 0;
      return best.map((place) => place + lowest);
    },
  };
}

/** In a short list, the best first. */
function rankOf(
  place: number,
  best: readonly number[],
  isBetter: (a: number, b: number) => boolean,
): number {
  let at = best.length;
  while (at > 0 && isBetter(place, best[at - 1] ?? 0)) at -= 1;
  return at;
}
