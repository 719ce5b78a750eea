import type { WrittenNumber } from "./read-numbers.ts";
import type { Reading } from "./read-signs.ts";

/** "five soldiers and ten rebels were killed" is fifteen: adds the one of `free` that is told along. */
export function withNeighbour(
  reading: Reading,
  number: WrittenNumber,
  free: readonly WrittenNumber[],
): WrittenNumber {
  const joined = free.find((other) => isCoordinated(reading, number, other));
  if (joined === undefined) return number;
  const max = number.max === null || joined.max === null ? null : number.max + joined.max;
  return {
    from: Math.min(number.from, joined.from),
    to: Math.max(number.to, joined.to),
    min: number.min + joined.min,
    max,
    vague: number.vague || joined.vague,
  };
}

/** Both count people, and only "and" stands between: "seven and forcing 300" are two things. */
function isCoordinated(reading: Reading, one: WrittenNumber, other: WrittenNumber): boolean {
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  const gap = second.from - first.to;
  if (gap < 2 || gap > 4) return false;
  const sentence = reading.document.tokens[first.from]?.sentence ?? 0;
  const and = reading
    .hitsIn("and", sentence)
    .find((hit) => hit.from > first.to && hit.to <= second.from);
  if (and === undefined) return false;
  const joins = and.to === second.from || reading.startsAt("at-least", and.to);
  return joins && countsPeople(reading, first) && countsPeople(reading, second);
}

/** A word for people stands within two words after the count. */
function countsPeople(reading: Reading, { to }: WrittenNumber): boolean {
  return [to, to + 1].some((at) => ["people", "person"].some((sign) => reading.startsAt(sign, at)));
}
