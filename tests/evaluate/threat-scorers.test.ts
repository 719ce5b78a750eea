import { describe, expect, test } from "vitest";

import { mucTypes, satpTypes } from "#src/evaluate/attack-types.ts";
import { caseLabels, macroF1, weightedF1 } from "#src/evaluate/case-labels.ts";
import { casualtyFigures } from "#src/evaluate/casualty-figures.ts";
import { falseAlarms } from "#src/evaluate/false-alarms.ts";
import { languageAgreement } from "#src/evaluate/language-agreement.ts";
import type { Subject } from "#src/evaluate/scorer.ts";
import { yesNoSets } from "#src/evaluate/yes-no-sets.ts";

import { labelledSets } from "./labelled-sets.ts";

/** Reads `relevance slug,slug killed injured` as what it says. */
const literal = {
  classify({ text }: { text: string }) {
    const [relevance = "0", slugs = "-", killed, injured] = text.split(" ");
    return {
      relevance: Number(relevance),
      relevant: Number(relevance) >= 0.4,
      threats: slugs === "-" ? [] : slugs.split(",").map((slug) => ({ type: `terrorism/${slug}` })),
      casualties: {
        killed: killed === undefined ? null : Number(killed),
        injured: injured === undefined ? null : Number(injured),
      },
    };
  },
} as unknown as Subject;

const TAXONOMY = {
  level2: [
    { slug: "bombing", case2021_scored_as: "REM_EXPLOS", muc4_scored_as: "BOMBING" },
    { slug: "kidnapping", case2021_scored_as: "ABDUCT_DISSAP", muc4_scored_as: "KIDNAPPING" },
    { slug: "flood", case2021_scored_as: "NATURAL_DISASTER", muc4_scored_as: null },
  ],
  case2021_to_l1: {
    REM_EXPLOS: "terrorism",
    ABDUCT_DISSAP: "crime",
    NATURAL_DISASTER: "hazards",
  },
};

const value = (
  figures: readonly { readonly measure: string; readonly value: number }[],
  measure: string,
) => figures.find((figure) => figure.measure === measure)?.value;

test("CASE 2021 counts the leading type under the set's own label", () => {
  const sets = labelledSets(
    {
      case2021: [
        { text: "1 bombing,flood", label: "REM_EXPLOS" },
        { text: "1 kidnapping", label: "ABDUCT_DISSAP" },
        { text: "0", label: "ABDUCT_DISSAP" },
      ],
    },
    { taxonomy: TAXONOMY },
  );
  const figures = caseLabels.score(sets, literal);
  // REM_EXPLOS 1, ABDUCT_DISSAP 2 * 1 / (1 + 2): weighted by 1 and 2 of 3.
  expect(value(figures, "30 labels, weighted F1")).toBeCloseTo((1 + 2 * (2 / 3)) / 3);
  expect(value(figures, "30 labels, macro F1")).toBeCloseTo((1 + 2 / 3) / 2);
  expect(value(figures, "five categories and context, weighted F1")).toBeCloseTo(7 / 9);
});

test("mistakes made more than once are named, the most frequent first", () => {
  const row = (text: string, label: string) => ({ text, label });
  const sets = labelledSets(
    {
      case2021: [
        ...Array.from({ length: 2 }, () => row("1 bombing", "ABDUCT_DISSAP")),
        ...Array.from({ length: 3 }, () => row("0", "REM_EXPLOS")),
        row("1 kidnapping", "REM_EXPLOS"),
      ],
    },
    { taxonomy: TAXONOMY },
  );
  const counts = caseLabels.score(sets, literal).filter(({ unit }) => unit === "count");
  expect(counts.map(({ measure, value: times, n }) => [measure, times, n])).toEqual([
    ["REM_EXPLOS taken for no incident", 3, 4],
    ["ABDUCT_DISSAP taken for REM_EXPLOS", 2, 2],
  ]);
});

test("no answers have no F1", () => {
  expect([weightedF1([]), macroF1([])]).toEqual([0, 0]);
});

describe("MUC", () => {
  const sets = labelledSets(
    {
      muc4: [
        { text: "1 bombing", types: ["BOMBING"], types_optional: [] },
        { text: "1 kidnapping", types: [], types_optional: ["KIDNAPPING"] },
        { text: "1 bombing", types: [], types_optional: [] },
      ],
    },
    { taxonomy: TAXONOMY },
  );
  const figures = mucTypes.score(sets, literal);

  test("an optional type is neither right nor wrong", () => {
    expect(value(figures, "kidnapping F1")).toBe(0);
    expect(value(figures, "types, micro F1")).toBeCloseTo(2 / 3);
  });

  test("what was missed and what was seen wrongly are counted apart", () => {
    const counts = Object.fromEntries(
      figures.map(({ measure, value: times, n }) => [measure, [times, n]]),
    );
    expect(counts["bombing missed"]).toEqual([0, 1]);
    expect(counts["bombing seen where there is none"]).toEqual([1, 2]);
  });

  test("a report of optional types alone does not count for relevance", () => {
    expect(value(figures, "relevance F1")).toBeCloseTo(2 / 3);
  });
});

test("SATP counts any of our types that its type may be", () => {
  const sets = labelledSets({
    satp: [
      { text: "1 suicide-bombing", types: ["bombing-explosion"] },
      { text: "1 armed-clash", types: ["armed-assault"] },
      { text: "0", types: ["kidnapping"] },
    ],
  });
  const figures = satpTypes.score(sets, literal);
  expect(figures.map((figure) => figure.value)).toEqual([1, 1, 0]);
});

test("figures count where they are the very number, and none told is none", () => {
  const sets = labelledSets({
    casualties_gva: [
      { text: "1 - 2 3", n_killed: 2, n_injured: 3 },
      { text: "1 -", n_killed: 0, n_injured: 1 },
    ],
  });
  expect(casualtyFigures.score(sets, literal).map((figure) => figure.value)).toEqual([1, 0.5]);
});

test("false alarms are counted by topic, and at the border where 95 % of incidents pass", () => {
  const ordinary = "sport-business-entertainment-tech";
  const sets = labelledSets({
    case2021: Array.from({ length: 20 }, (_, i) => ({ text: `${0.5 + i / 100}`, label: "X" })),
    news_topics: [
      { text: "0.45", label: ordinary, lang: "en" },
      { text: "0.6", label: ordinary, lang: "en" },
      { text: "0.1", label: "politics", lang: "fr" },
    ],
  });
  expect(falseAlarms.score(sets, literal)).toMatchObject([
    { measure: expect.stringContaining("relevance 0.51"), value: 0.5 },
    { measure: `en ${ordinary}: called relevant`, value: 1 },
    { measure: "fr politics: called relevant", value: 0 },
  ]);
});

test("a sentence agrees with itself where it gets one answer in every language", () => {
  const row = { relevant: true, split_key: "a" };
  const sets = labelledSets({
    un_relevance: [
      { ...row, text: "0.9", lang: "en" },
      { ...row, text: "0.1", lang: "es" },
      { ...row, split_key: "b", text: "0.9", lang: "en" },
    ],
  });
  const figures = languageAgreement.score(sets, literal);
  expect(figures.map((figure) => figure.value)).toEqual([0.5, 1, 0]);
});

test.each([
  ["drm_hazards", { text: "1 flood", hazards: ["floods"] }],
  ["glocon_protest", { text: "1 strike", protest: false }],
  ["lc720_es", { text: "1 -", conflict: true }],
  ["ceha", { text: "1 -", relevant: true }],
])("%s asks one question of each report", (set, row) => {
  const scorer = yesNoSets.find(({ sets }) => sets.includes(set));
  const [figure] = scorer?.score(labelledSets({ [set]: [row] }), literal) ?? [];
  expect(figure?.value).toBe(set === "glocon_protest" ? 0 : 1);
});
