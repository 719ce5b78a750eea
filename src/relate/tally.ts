/** Adds up, by telling, what it shares with a report. Empty again after each answer. */
export interface Tally {
  /** No telling that is added until the next answer has a lower number: memory goes by how far numbers lie apart. */
  startAt(lowest: number): void;
  /** One more term is shared by these tellings. */
  add(numbers: readonly number[], rarity: number): void;
  /** Those that share most, the newer of two that share as much; none that shares fewer terms than `leastTerms`. */
  takeBest(most: number, leastTerms: number): number[];
}

/** How many terms stands above the sum, which so many terms of the greatest rarity do not fill. */
const TERM = 2 ** 24;
const SUM = TERM - 1;

/** A flat array by the telling's number less the lowest, of which only what was touched is cleared. */
export function openTally(): Tally {
  let tallied = new Uint32Array(1024);
  const touched: number[] = [];
  let lowest = 0;
  const reserve = (place: number) => {
    if (place < tallied.length) return;
    const before = tallied;
    tallied = new Uint32Array(2 ** Math.ceil(Math.log2(place + 1)));
    tallied.set(before);
  };
  const isBetter = (a: number, b: number) => {
    const one = (tallied[a] ?? 0) & SUM;
    const other = (tallied[b] ?? 0) & SUM;
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
        const before = tallied[place] ?? 0;
        if (before === 0) touched.push(place);
        tallied[place] = before + TERM + rarity;
      }
    },
    takeBest(most, leastTerms) {
      const best: number[] = [];
      const least = leastTerms * TERM;
      for (const place of touched) {
        if ((tallied[place] ?? 0) < least) continue;
        const last = best.at(-1);
        if (best.length === most && last !== undefined && !isBetter(place, last)) continue;
        if (best.length === most) best.pop();
        best.splice(rankOf(place, best, isBetter), 0, place);
      }
      for (const place of touched) tallied[place] = 0;
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
