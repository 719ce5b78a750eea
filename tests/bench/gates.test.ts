import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { BenchRow, BenchRun } from "../../bench/frame/bench.ts";
import { type Gate, judge, readGates } from "../../bench/frame/gates.ts";

const GATE: Gate = {
  bench: "send",
  measure: "send step",
  figure: "ratio",
  better: "more",
  gate: 3,
  goal: 4.5,
};

function aRun(row: Partial<BenchRow>): BenchRun {
  const spread = { unit: "ms", n: 3, min: 1, median: 2, max: 3 };
  const rows = [{ measure: "send step", ...spread, ...row }];
  return { name: "send", commit: "c", node: "v", cpus: "2 x some", rows };
}

describe("a gate", () => {
  it.each([
    ["above its goal", { ratio: 5 }, { isMet: true, isGoalMet: true }],
    ["between gate and goal", { ratio: 3 }, { isMet: true, isGoalMet: false }],
    ["below it", { ratio: 2.9 }, { isMet: false, isGoalMet: false }],
    ["under another name", { ratio: 5, measure: "sending" }, { isMet: false }],
    ["without its figure", {}, { isMet: false }],
    ["with a figure that is none", { ratio: Number.NaN }, { isMet: false }],
  ])("judges a figure %s", (_case, row, verdict) => {
    expect(judge([GATE], aRun(row))).toEqual([expect.objectContaining(verdict)]);
  });

  it("wants less of what is better small", () => {
    const gate: Gate = { ...GATE, figure: "median", better: "less", gate: 2.5, goal: 1 };
    expect(judge([gate], aRun({ median: 2 }))).toMatchObject([{ isMet: true, isGoalMet: false }]);
    expect(judge([gate], aRun({ median: 3 }))).toMatchObject([{ isMet: false }]);
  });

  it("judges the runs of its own bench alone", () => {
    expect(judge([{ ...GATE, bench: "seal" }], aRun({ ratio: 1 }))).toEqual([]);
  });
});

describe("the gates of the benches", () => {
  it("name benches that exist, and aim at more than they ask for", () => {
    const benches = readdirSync("bench").map((file) => file.replace(/\.ts$/, ""));
    for (const { bench, better, gate, goal } of [...readGates(false), ...readGates(true)]) {
      expect(benches).toContain(bench);
      expect(better === "more" ? goal >= gate : goal <= gate).toBe(true);
    }
  });
});
