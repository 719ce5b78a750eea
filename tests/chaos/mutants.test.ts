import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

import { expect, test } from "vitest";

import { growMutant } from "./mutant-tree.ts";
import { MUTANTS } from "./mutants.ts";

const TREE = new URL("../..", import.meta.url).pathname;

test.for(MUTANTS)("the mutant “$name” finds what it changes, and is a program still", (mutant) => {
  using tree = growMutant(TREE, mutant);
  for (const { file } of mutant.edits) {
    const text = readFileSync(join(tree.dir, file), "utf8");
    const program = file.endsWith(".ts") ? stripTypeScriptTypes(text) : text;
    expect(program).not.toBe(readFileSync(join(TREE, file), "utf8"));
  }
});

test("a mutant that finds nothing to change says so", () => {
  const stale = { name: "stale", edits: [{ file: "src/main.ts", replace: "no such", by: "" }] };
  expect(() => growMutant(TREE, stale)).toThrow("holds 0 times");
});
