import { describe, expect, test } from "vitest";

import { nearCopies } from "#src/evaluate/near-copies.ts";
import { scoreStories } from "#src/evaluate/score-stories.ts";
import type { Subject } from "#src/evaluate/scorer.ts";
import { stories } from "#src/evaluate/stories.ts";
import { atFullDensity, readStream } from "#src/evaluate/story-stream.ts";
import { WIRE_EDITS } from "#src/evaluate/wire-edits.ts";

import { aClassification } from "../support/digests.ts";
import { stories as model } from "../support/stories.ts";
import { labelledSets } from "./labelled-sets.ts";

const classify = () =>
  aClassification({ places: [], regions: [], country: null, occurredOn: null });
const subject = { classify, stories: model } as Partial<Subject> as Subject;

describe("scores of a stream", () => {
  const placed = (...pairs: [event: string, incident: string][]) =>
    scoreStories(pairs.map(([event, incident]) => ({ event, incident })));

  test("are whole where one event is one incident", () => {
    const scores = placed(["a", "1"], ["b", "2"], ["a", "1"]);
    expect(scores).toMatchObject({ precision: 1, recall: 1, f1: 1, pairF1: 1 });
    expect(scores).toMatchObject({ swallowed: 0, repeat: 0, reports: 3, events: 2 });
  });

  test("count an event that opened nothing as swallowed", () => {
    const scores = placed(["a", "1"], ["b", "1"]);
    expect(scores).toMatchObject({ precision: 0.5, recall: 1, swallowed: 0.5, repeat: 0 });
    expect(scores.pairF1).toBe(0);
  });

  test("count an event that opened twice as told again", () => {
    const scores = placed(["a", "1"], ["a", "2"], ["a", "1"]);
    expect(scores).toMatchObject({ precision: 1, swallowed: 0, repeat: 1 });
    expect(scores.recall).toBeCloseTo((4 + 1) / 9);
    expect(scores.pairF1).toBe(0.5);
  });
});

const TEXT = Array.from(
  { length: 60 },
  (_, i) => `Word${i} was said${i % 7 === 6 ? "." : ""}`,
).join(" ");

const row = (id: string, cluster: string, date: string, text = TEXT) => ({
  id,
  cluster,
  date,
  text,
  source: id,
});

test("two spans of months laid over each other stand as one, within the day as they were", () => {
  const rows = [
    row("a", "1", "2016-02-01"),
    row("b", "2", "2016-10-10"),
    row("c", "3", "2015-01-01"),
    row("d", "4", "2017-04-01"),
  ];
  const dense = atFullDensity(readStream(rows, classify));
  expect(dense.map(({ event, told }) => [event, told.report.receivedAt.slice(0, 10)])).toEqual([
    ["1", "2016-02-01"],
    ["2", "2016-02-08"],
    ["4", "2016-07-30"],
  ]);
});

test("each edit leaves a text that is known for a copy", () => {
  for (const { edit } of WIRE_EDITS) expect(edit(TEXT, 1, ["other"])).not.toBe("");
  const sets = labelledSets({
    gva: [row("a", "1", "2016-02-01"), row("b", "2", "2016-02-02", "No.")],
  });
  const figures = nearCopies.score(sets, subject);
  expect(figures.map(({ measure }) => measure)).toContain("copies known: dateline and agency");
  expect(figures.at(-1)).toMatchObject({ value: 0, n: 1, unit: "count" });
});

test("a stream is scored thinned and at full density, twin events by themselves", () => {
  const sets = labelledSets({
    gva: [row("a", "1", "2016-02-01"), row("b", "1", "2016-02-01", TEXT.toUpperCase())],
    ecbplus: [{ id: "x", cluster: "1ecb", text: TEXT }],
  });
  const figures = stories.score(sets, subject);
  expect(new Set(figures.map(({ set }) => set))).toEqual(
    new Set(["gva, thinned", "gva, full density", "ecbplus"]),
  );
  expect(figures.find(({ measure }) => measure === "B-cubed F1")).toMatchObject({ value: 1, n: 2 });
});
