import * as fc from "fast-check";
import { expect, test } from "vitest";

import { BitSet } from "#src/match/bit-set.ts";
import { KeyedLists } from "#src/match/keyed-lists.ts";

const step = fc.record({
  // Of two families, one of which has the highest bit.
  key: fc.constantFrom(0, 4, 5, 6, 7, -1, -2, -3),
  value: fc.nat(40),
  isAdded: fc.boolean(),
});

function drained(fill: (found: BitSet) => void): number[] {
  const found = new BitSet();
  fill(found);
  return [...found.drain()];
}

function valuesOf(keyed: KeyedLists, key: number): number[] {
  const list = keyed.listOf(key);
  return Array.from({ length: keyed.lists.lengthOf(list) }, (_, at) =>
    keyed.lists.valueAt(list, at),
  );
}

test("whatever is added and removed, each list is the sorted set of what is in it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const lists = new KeyedLists();
      const sets = new Map<number, Set<number>>();
      for (const { key, value, isAdded } of steps) {
        const set = sets.getOrInsertComputed(key, () => new Set());
        if (isAdded) lists.add(key, value);
        else lists.remove(key, value);
        if (isAdded) set.add(value);
        else set.delete(value);
      }
      const sorted = (...keys: readonly number[]) =>
        [...new Set(keys.flatMap((key) => [...(sets.get(key) ?? [])]))].toSorted((a, b) => a - b);
      for (const key of sets.keys()) {
        expect(valuesOf(lists, key)).toEqual(sorted(key));
        expect(drained((found) => lists.addTo(found, key))).toEqual(sorted(key));
      }
      expect(drained((found) => lists.addFamilyTo(found, 4, 6))).toEqual(sorted(4, 5, 6));
      expect(drained((found) => lists.addFamilyTo(found, -4, -2))).toEqual(sorted(-3, -2));
    }),
  );
});

test("many lists, and long ones, keep what they hold, also when most are emptied", () => {
  const lists = new KeyedLists();
  for (let value = 0; value < 600_000; value += 1) lists.add(7, value);
  for (let key = 1; key < 30_000; key += 1) lists.add(key * 8, key * 2);
  for (let key = 1; key < 30_000; key += 1) if (key % 9 !== 0) lists.remove(key * 8, key * 2);
  for (let key = 30_000; key < 60_000; key += 1) lists.add(key * 8, key * 2);
  const held = [1, 9, 29_998, 29_997, 30_000, 59_999].map((key) => valuesOf(lists, key * 8));
  expect(held).toEqual([[], [18], [], [59_994], [60_000], [119_998]]);
  expect(valuesOf(lists, 7)).toHaveLength(600_000);
});
