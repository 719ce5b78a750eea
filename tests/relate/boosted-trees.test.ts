import { expect, test } from "vitest";

import { openTrees } from "#src/relate/boosted-trees.ts";

const MEASURES = ["rareWords", "samePlace"];
const trees = openTrees(
  {
    bias: -2,
    trees: [
      {
        on: "rareWords",
        at: 1,
        mean: 0.25,
        low: -1,
        high: { on: "samePlace", at: 0, mean: 1, low: 0.5, high: 2 },
      },
      { on: "samePlace", at: 0, mean: 0, low: -0.5, high: 1 },
      0.125,
    ],
  },
  MEASURES,
);

test.for([
  [[1, 0], -3.375],
  [[1.01, 0], -1.875],
  [[5, 1], 1.125],
  // What is not measured counts as nothing.
  [[], -3.375],
] as const)("%o adds up to %d", ([values, sum]) => {
  expect(trees.sum(values)).toBe(sum);
});

test("what a measure's answers changed is its part, the largest first", () => {
  expect(trees.contributions([5, 1])).toEqual([
    { name: "samePlace", amount: 2 },
    { name: "rareWords", amount: 0.75 },
  ]);
});

test("a measure that changed next to nothing is not told", () => {
  const one = openTrees({ bias: 0, trees: [{ on: "a", at: 0, mean: 0, low: 0.01, high: 0.9 }] }, [
    "a",
  ]);
  expect(one.contributions([0])).toEqual([]);
});
