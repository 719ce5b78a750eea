import { describe, expect, test } from "vitest";

import { featureWord } from "#src/classify/threat/learned/feature-word.ts";
import { openModel } from "#src/classify/threat/learned/linear-model.ts";
import { measureNumber, Measures } from "#src/classify/threat/learned/measures.ts";
import type { ReportFeatures, WordZone } from "#src/classify/threat/learned/report-features.ts";
import type { TableData, ThreatModelData } from "#src/model/threat-model.ts";

const NOWHERE: WordZone = { words: [], tokens: [] };

function features(parts: Partial<ReportFeatures>): ReportFeatures {
  return {
    measures: new Measures(),
    all: NOWHERE,
    acts: NOWHERE,
    opening: NOWHERE,
    capitals: NOWHERE,
    ...parts,
  };
}

/** As surely as can be. */
function measured(name: string): Measures {
  const measures = new Measures();
  measures.add(measureNumber(name), 1);
  return measures;
}

/** Two heads: the first by the word "bomb" and by its own type, the second by the sign of a protest. */
const TABLE: TableData = {
  heads: [
    { name: "bombing", slugs: ["bombing"], bias: -0.5, step: 0.1, slope: 2, offset: 0 },
    { name: "protest", slugs: ["strike"], bias: 0, step: 0.1, slope: 2, offset: 0 },
  ],
  measures: ["sign:protest"],
  words: [{ zone: "all", keys: ["bomb"], idf: [4] }],
  weights: bytes([
    [0, 100],
    [100, -100],
    // What the rules say of the head's own types: first, listed, type, leads.
    [50, 50],
    [0, 0],
    [0, 0],
    [0, 0],
  ]),
};

function bytes(rows: readonly (readonly number[])[]): string {
  return new Uint8Array(Int8Array.from(rows.flat()).buffer).toBase64();
}

const NOTHING: TableData = { heads: [], measures: [], words: [], weights: "" };

const MODEL: ThreatModelData = {
  trainedOn: "2026-01-01",
  sets: [],
  relevance: { ...NOTHING, languages: ["en"] },
  relevanceByRules: NOTHING,
  tellings: { ...NOTHING, languages: ["en"] },
  leads: { ...TABLE, languages: ["en"] },
};

const model = openModel(MODEL);

/** A report that has this word at these tokens, and no other. */
function wordAt(key: string, ...tokens: readonly number[]): WordZone {
  const word = featureWord(key, model.numberOf);
  return { words: Array.from({ length: Math.max(...tokens) + 1 }, () => word), tokens };
}

function leads(parts: Partial<ReportFeatures>) {
  const { types } = model.read(features(parts), "en");
  if (types === undefined) throw new Error("English is known");
  return types.leads;
}

describe("a table of weights", () => {
  test("without a feature each head says its bias", () => {
    expect(leads({}).answers.map(({ margin }) => margin)).toEqual([-0.5, 0]);
  });

  test("a word speaks for one head and against another", () => {
    const [bombing, protest] = leads({ all: wordAt("bomb", 3) }).answers;
    expect(bombing?.margin).toBeGreaterThan(0);
    expect(protest?.margin).toBeLessThan(0);
  });

  test("a word that it never learned says nothing", () => {
    const strange = leads({ all: wordAt("zeppelin", 3) });
    expect(strange.answers).toEqual(leads({}).answers);
  });

  test("what the rules say of a head's own type counts for that head alone", () => {
    const [bombing, protest] = leads({ measures: measured("first:bombing") }).answers;
    expect(bombing?.margin).toBeGreaterThan(-0.5);
    expect(protest?.margin).toBe(0);
  });

  test("a chance is half at the border and grows with the margin", () => {
    const [, protest] = leads({}).answers;
    expect(protest?.chance).toBe(0.5);
    const [, surer] = leads({ measures: measured("sign:protest") }).answers;
    expect(surer?.chance).toBeGreaterThan(0.5);
  });

  test("its reasons are the words that spoke for it, with their places", () => {
    const table = leads({ all: wordAt("bomb", 3, 9) });
    const [bombing, protest] = table.answers;
    if (bombing === undefined || protest === undefined) throw new Error("two heads");
    expect(table.reasons(bombing.head, 3)).toMatchObject([{ tokens: [3, 9] }]);
    expect(table.reasons(protest.head, 3)).toEqual([]);
  });
});

test("in a language whose words are not known the rules alone say what is told", () => {
  expect(model.read(features({}), "uk").types).toBeUndefined();
});
