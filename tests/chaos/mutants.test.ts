import { expect, test } from "vitest";

import { growMutant } from "./mutant-tree.ts";
import { MUTANTS } from "./mutants.ts";

const TREE = new URL("../..", import.meta.url).pathname;

test.for(MUTANTS)("the mutant “$name” finds what it changes", (mutant) => {
  using tree = growMutant(TREE, mutant);
  expect(tree.dir).not.toBe(TREE);
});

test("a mutant that finds nothing to change says so", () => {
  const stale = { name: "stale", edits: [{ file: "src/main.ts", replace: "no such", by: "" }] };
  expect(() => growMutant(TREE, { ...stale, shownBy: {} })).toThrow("holds 0 times");
});
