import * as fc from "fast-check";
import { expect, test } from "vitest";

import { openMatches, slotsInOrder } from "#src/match/matches.ts";

const ID = fc.nat({ max: 300 }).map((slot) => `s-${slot}`);

test("of many ids asked at once those are found that are found one by one", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 300 })),
      fc.uniqueArray(fc.nat({ max: 300 })),
      fc.uniqueArray(ID),
      (known, found, asked) => {
        const present = new Set(known);
        const numbers = {
          changes: 0,
          slotOf: (id: string) =>
            present.has(Number(id.slice(2))) ? Number(id.slice(2)) : undefined,
        };
        const slots = { ...numbers, at: () => undefined, inOrder: slotsInOrder(numbers) };
        const matches = openMatches(slots, () => Uint32Array.from(found).toSorted());
        const oneByOne = asked.filter((id) => matches.has(id));
        for (const _ of ["first", "again"])
          expect(new Set(matches.among(asked).map((place) => asked[place]))).toEqual(
            new Set(oneByOne),
          );
      },
    ),
  );
});

test("the slots of an array of ids are looked up anew where a subscription came or went", () => {
  const here = new Set(["a"]);
  const numbers = {
    changes: 0,
    slotOf: (id: string) => (here.has(id) ? id.charCodeAt(0) : undefined),
  };
  const inOrder = slotsInOrder(numbers);
  const ids = ["b", "a"];
  expect(inOrder(ids).places).toEqual([1]);
  here.add("b");
  numbers.changes += 1;
  expect(inOrder(ids).places).toEqual([1, 0]);
});
