import { array, assert, integer, property, record, uniqueArray } from "fast-check";
import { expect, test } from "vitest";

import { openTally } from "#src/relate/tally.ts";

const lists = array(
  record({
    numbers: uniqueArray(integer({ min: 1, max: 3_000 }), { maxLength: 30 }),
    rarity: integer({ min: 0, max: 600 }),
  }),
  { maxLength: 12 },
);

test("those that share most come first, whatever was tallied before", () => {
  const tally = openTally();
  assert(
    property(
      lists,
      integer({ min: 1, max: 8 }),
      integer({ min: 1, max: 3 }),
      integer({ min: 0, max: 4_000_000_000 }),
      (terms, most, least, before) => {
        tally.startAt(before);
        const sums = new Map<number, { terms: number; rarity: number }>();
        for (const { numbers, rarity } of terms) {
          const ascending = numbers.map((number) => before + number).toSorted((a, b) => a - b);
          tally.add(ascending, rarity);
          for (const number of ascending) {
            const sum = sums.get(number) ?? { terms: 0, rarity: 0 };
            sums.set(number, { terms: sum.terms + 1, rarity: sum.rarity + rarity });
          }
        }
        const expected = [...sums]
          .filter(([, sum]) => sum.terms >= least)
          .toSorted(([a, one], [b, other]) => other.rarity - one.rarity || b - a)
          .map(([number]) => number);
        expect(tally.takeBest(most, least)).toEqual(expected.slice(0, most));
      },
    ),
  );
});
