import * as fc from "fast-check";
import { expect, test } from "vitest";

import { fuzzTarget } from "./fuzz-target.ts";
import { planRounds } from "./plan-rounds.ts";
import { varyText } from "./variations.ts";

const aTarget = (name: string, weight: number) =>
  fuzzTarget({ name, weight, inputs: fc.constant(""), vary: varyText(), check: () => {} });
const TARGETS = [aTarget("dear", 1), aTarget("cheap", 9)];

const inputsOf = (rounds: ReturnType<typeof planRounds>, target: string) =>
  rounds.filter((round) => round.target === target).reduce((sum, { inputs }) => sum + inputs, 0);

test("every target has its share of the inputs", () => {
  const rounds = planRounds(TARGETS, 100_000, 1);
  expect(inputsOf(rounds, "dear")).toBe(10_000);
  expect(inputsOf(rounds, "cheap")).toBe(90_000);
});

test("a run that is cut short has tried of each its share", () => {
  const rounds = planRounds(TARGETS, 100_000, 1);
  const half = rounds.slice(0, rounds.length / 2);
  expect(inputsOf(half, "dear")).toBeGreaterThanOrEqual(4_000);
  expect(inputsOf(half, "cheap")).toBeGreaterThanOrEqual(40_000);
});

test("a round comes again as the first of its own seed", () => {
  const last = planRounds(TARGETS, 100_000, 7).findLast(({ target }) => target === "cheap");
  if (!last) throw new Error("no round");
  expect(planRounds(TARGETS.slice(1), last.inputs, last.seed)).toEqual([last]);
});

test("no two rounds of a target have the same inputs, nor those of the next seed", () => {
  const seeds = [1, 2].flatMap((seed) =>
    planRounds(TARGETS, 1_000_000, seed)
      .filter(({ target }) => target === "cheap")
      .map((round) => round.seed),
  );
  expect(new Set(seeds).size).toBe(seeds.length);
});
