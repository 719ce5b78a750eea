import { expect, test } from "vitest";

import { givingWay } from "#src/pipeline/giving-way.ts";

test("everything is gone through in its order, and others have their turn in between", async () => {
  const all = Array.from({ length: 1_600 }, (_, n) => n);
  let turns = 0;
  const count = () => {
    turns += 1;
    immediate = setImmediate(count);
  };
  let immediate = setImmediate(count);
  const seen: number[] = [];
  for await (const one of givingWay(all)) seen.push(one);
  clearImmediate(immediate);
  expect(seen).toEqual(all);
  expect(turns).toBeGreaterThanOrEqual(3);
});
