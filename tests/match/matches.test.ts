import * as fc from "fast-check";
import { expect, test } from "vitest";

import { openMatches, turnMatches } from "#src/match/matches.ts";

const SLOTS = fc.uniqueArray(fc.nat({ max: 30 }));

/** A subscription for each slot that is taken, by whose letters it stands. */
function taken(slots: Iterable<number>) {
  const present = new Set(slots);
  return {
    changes: 0,
    slotOf: (id: string) => (present.has(Number(id)) ? Number(id) : undefined),
    at: () => undefined,
  };
}

test("turned around, the matches of many incidents give each subscription those that it is in", () => {
  fc.assert(
    fc.property(SLOTS, fc.array(SLOTS), (known, found) => {
      const slots = taken(known);
      const all = found.map((one) => openMatches(slots, () => Uint32Array.from(one).toSorted()));
      const placesOf = turnMatches(slots, all);
      for (let id = 0; id <= 31; id += 1) {
        const oneByOne = all.flatMap((matches, at) => (matches.has(`${id}`) ? [at] : []));
        expect([...placesOf(`${id}`)]).toEqual(oneByOne);
      }
    }),
  );
});

test("what was turned around follows a subscription that came, and one that went", () => {
  const slots = taken([1, 2]);
  let found = [1];
  const all = [openMatches(slots, () => Uint32Array.from(found))];
  const placesOf = turnMatches(slots, all);
  expect([[...placesOf("1")], [...placesOf("2")]]).toEqual([[0], []]);
  found = [2];
  slots.changes += 1;
  expect([[...placesOf("1")], [...placesOf("2")]]).toEqual([[], [0]]);
});
