import { describe, expect, test } from "vitest";

import { Marks } from "#src/match/marks.ts";

describe("marks", () => {
  test("hold what was added, however large, and nothing else", () => {
    const marks = new Marks();
    marks.begin();
    marks.add(3);
    marks.add(100_000);
    expect([3, 4, 100_000, 100_001].map((value) => marks.has(value))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test("are emptied at once, also when their rounds are counted anew", () => {
    const marks = new Marks(3);
    for (let round = 0; round < 10; round += 1) {
      marks.begin();
      expect(marks.has(7)).toBe(false);
      marks.add(7);
      expect(marks.has(7)).toBe(true);
    }
  });
});
