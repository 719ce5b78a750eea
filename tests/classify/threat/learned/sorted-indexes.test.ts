import * as fc from "fast-check";
import { expect, test } from "vitest";

import { sortedIndexes } from "#src/classify/threat/learned/sorted-indexes.ts";

test("numbers are sorted by where they stand, equal ones as they came", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40)), (numbers) => {
      const sorted = [...numbers.keys()].toSorted(
        (one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0),
      );
      expect([...sortedIndexes(Uint32Array.from(numbers))]).toEqual(sorted);
    }),
  );
});
