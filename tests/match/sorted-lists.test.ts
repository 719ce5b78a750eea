import * as fc from "fast-check";
import { expect, test } from "vitest";

import { SortedLists } from "#src/match/sorted-lists.ts";

function contentOf(lists: SortedLists, list: number): number[] {
  const length = lists.lengthOf(list);
  if (length === 0) return [];
  const start = lists.startOf(list);
  return [...lists.pageOf(list).subarray(start, start + length)];
}

test("whatever is added and removed, each list is the sorted set of what is in it", () => {
  const step = fc.record({
    list: fc.nat(4),
    value: fc.nat(40),
    isAdded: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const lists = new SortedLists();
      const opened = Array.from({ length: 5 }, () => lists.open());
      const sets = opened.map(() => new Set<number>());
      for (const { list, value, isAdded } of steps) {
        if (isAdded) lists.add(opened[list] ?? 0, value);
        else lists.remove(opened[list] ?? 0, value);
        if (isAdded) sets[list]?.add(value);
        else sets[list]?.delete(value);
      }
      expect(opened.map((list) => contentOf(lists, list))).toEqual(
        sets.map((set) => [...set].toSorted((one, other) => one - other)),
      );
    }),
  );
});

test("more lists than were thought of keep what the first ones hold", () => {
  const lists = new SortedLists();
  const opened = Array.from({ length: 3_000 }, () => lists.open());
  for (const list of opened) lists.add(list, list * 2);
  expect([0, 1_023, 1_024, 2_999].map((list) => contentOf(lists, list))).toEqual([
    [0],
    [2_046],
    [2_048],
    [5_998],
  ]);
});
