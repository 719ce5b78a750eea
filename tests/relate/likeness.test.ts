import { describe, expect, test } from "vitest";

import { isCopy } from "#src/relate/copied-share.ts";
import { isElsewhere, isSurelyElsewhere } from "#src/relate/elsewhere.ts";
import { IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "#src/relate/key-terms.ts";
import { likenessTo } from "#src/relate/likeness.ts";
import { LIKENESS_NAMES, type LikenessName, MEASURE } from "#src/relate/measures.ts";
import type { Profile } from "#src/relate/profile.ts";
import { sketchOf, weigh } from "#src/relate/sketch.ts";

import { aProfile } from "../contracts/story-index.ts";
import { aClassification, aPlace, code } from "../support/digests.ts";
import { stories } from "../support/stories.ts";

const at = (lat: number, lon: number) => ({ lat, lon, uncertaintyKm: 10, isSure: true });
const GAO = at(16.27, -0.04);
const ANSONGO = at(15.66, 0.5);
const MOPTI = at(14.49, -4.2);

describe("events lie elsewhere", () => {
  test.for<[string, Partial<Profile>, Partial<Profile>, boolean]>([
    ["when their scenes are far apart", { points: [GAO] }, { points: [MOPTI] }, true],
    ["not when they are near", { points: [GAO] }, { points: [ANSONGO] }, false],
    [
      "not when one names the other's scene",
      { points: [GAO] },
      { points: [MOPTI], around: [1627, -4] },
      false,
    ],
    ["not when either has no scene", { points: [GAO] }, {}, false],
    [
      "when their countries differ and neither names the other's",
      { country: "ML", countries: ["ML"] },
      { country: "NE", countries: ["NE", "NG"] },
      true,
    ],
    [
      "not when one names the other's country",
      { country: "ML", countries: ["ML", "NE"] },
      { country: "NE", countries: ["NE"] },
      false,
    ],
    ["not in one country", { country: "ML" }, { country: "ML" }, false],
  ])("%s", ([, a, b, expected]) => {
    expect(isElsewhere(aProfile(a), aProfile(b))).toBe(expected);
    expect(isElsewhere(aProfile(b), aProfile(a))).toBe(expected);
  });
});

test.for<[string, Partial<Profile>, boolean]>([
  ["is sure where no other place could be meant", { points: [MOPTI] }, true],
  ["is not where another reading came near", { points: [{ ...MOPTI, isSure: false }] }, false],
  [
    "is not where one scene of several is doubtful",
    { points: [MOPTI, { ...MOPTI, isSure: false }] },
    false,
  ],
  ["is not by countries alone", { country: "NE", countries: ["NE"] }, false],
])("lying elsewhere %s", ([, other, expected]) => {
  const gao = aProfile({ points: [GAO], country: "ML", countries: ["ML"] });
  expect(isSurelyElsewhere(gao, aProfile(other))).toBe(expected);
  expect(isSurelyElsewhere(aProfile(other), gao)).toBe(expected);
});

test("each measure has its own place, without a gap", () => {
  expect(LIKENESS_NAMES.map((name) => MEASURE[name])).toEqual([...LIKENESS_NAMES.keys()]);
});

describe("two tellings are alike in", () => {
  const rarities = new Float64Array(3).fill(6);
  const measure = (name: LikenessName, a: Partial<Profile>, b: Partial<Profile>) =>
    likenessTo(aProfile(a), rarities)(aProfile(b))[MEASURE[name]];
  const marked = (terms: number[], mark: number): Partial<Profile> => ({
    terms,
    marks: terms.map(() => mark),
  });
  /** Its weights say that its terms were rare. */
  const heavy = (terms: number[], mark: number) => ({
    ...marked(terms, mark),
    weights: terms.map(() => 48),
  });

  test.for<[LikenessName, Partial<Profile>, Partial<Profile>, number]>([
    ["words", { terms: [1, 2] }, { terms: [1, 2] }, 1],
    ["words", { terms: [1, 2] }, { terms: [3] }, 0],
    ["names", marked([1], NAME), marked([1, 2], NAME), Math.SQRT1_2],
    ["pairs", marked([1], PAIR), marked([1], PAIR), 1],
    ["numbers", marked([1], NUMBER), marked([1], NUMBER), Math.log1p(6)],
    ["leadNumbersDisjoint", marked([1], NUMBER | IN_LEAD), marked([2], NUMBER | IN_LEAD), 1],
    ["rareWords", { terms: [1, 2] }, { terms: [1, 2] }, Math.log1p(4)],
    ["daysApart", { toldAtMs: 0 }, { toldAtMs: 86_400_000 }, Math.log(2)],
    ["daysApart", { toldAtMs: null }, { toldAtMs: 0 }, Math.log(11)],
    ["sameSourceAndDay", { source: "a" }, { source: "a" }, 1],
    ["agesShared", { ages: [7, 24] }, { ages: [24, 30] }, 1],
    ["agesDisjoint", { ages: [7] }, { ages: [24] }, 1],
    ["yearsDisjoint", { years: [2011] }, { years: [2013] }, 1],
    ["samePlace", { points: [GAO] }, { points: [GAO] }, 1],
    ["farPlace", { points: [GAO] }, { points: [MOPTI] }, 1],
    ["placeUnknown", { points: [GAO] }, {}, 1],
    ["otherSubdivision", { subdivisions: ["ML-7"] }, { subdivisions: ["ML-5"] }, 1],
    ["sameType", { type: "crime/robbery" }, { type: "crime/robbery" }, 1],
    ["otherKilled", { killed: 3 }, { killed: 12 }, 1],
    ["otherKilled", { killed: 3 }, { killed: null }, 0],
    ["deadOrNot", { killed: 3 }, { killed: null }, 1],
    ["killedApart", { killed: 3 }, { killed: 7 }, Math.log(2)],
    ["killedApart", { killed: 3 }, { killed: null }, 0],
    ["undated", { toldAtMs: null }, { toldAtMs: 0 }, 1],
    ["undated", { toldAtMs: 0 }, { toldAtMs: 0 }, 0],
    ["streetsShared", { streets: [1, 2] }, { streets: [2] }, 1],
    ["streetsDisjoint", { streets: [1] }, { streets: [2] }, 1],
    ["streetsDisjoint", { streets: [1] }, {}, 0],
    ["clocksNear", { clocks: [900] }, { clocks: [905, 20] }, 1],
    ["clocksNear", { clocks: [1_435] }, { clocks: [2] }, 1],
    ["clocksApart", { clocks: [900] }, { clocks: [1_000] }, 1],
    ["clocksApart", { clocks: [900] }, {}, 0],
    ["weekdaysShared", { weekdays: [1, 2] }, { weekdays: [2] }, 1],
    ["weekdaysDisjoint", { weekdays: [1] }, { weekdays: [2] }, 1],
    ["weekdaysDisjoint", { weekdays: [1] }, {}, 0],
    ["datesShared", { dates: [612] }, { dates: [101, 612] }, 1],
    ["datesDisjoint", { dates: [612] }, { dates: [613] }, 1],
    ["titleToLead", marked([1], IN_TITLE | IN_LEAD), marked([1], IN_LEAD), 1],
    ["leadToTitle", marked([1], IN_LEAD), marked([1], IN_TITLE | IN_LEAD), 1],
    ["sharedRare", { terms: [1, 2] }, { terms: [1], weights: [48] }, 1],
    ["sharedRare", { terms: [1] }, { terms: [4], weights: [48] }, 0],
    ["sharedRareLead", marked([1, 2], IN_LEAD), marked([1, 3], IN_LEAD), 1],
    ["unsharedLead", marked([1, 2], IN_LEAD), marked([2], IN_LEAD), Math.log1p(3)],
    ["unsharedLeadNames", marked([1], NAME | IN_LEAD), heavy([9], NAME | IN_LEAD), Math.log1p(3)],
    [
      "unsharedTitleNames",
      marked([1], NAME | IN_TITLE),
      heavy([9], NAME | IN_TITLE),
      Math.log1p(3),
    ],
    ["unsharedTitleNames", marked([1], NAME | IN_TITLE), marked([1], NAME | IN_TITLE), 0],
    ["otherDate", { occurredOn: "2026-11-27" }, { occurredOn: "2026-11-20" }, 1],
  ])("%s: %o and %o", ([name, a, b, value]) => {
    expect(measure(name, a, b)).toBeCloseTo(value, 6);
  });
});

describe("a copy", () => {
  const runs = (from: number, to: number, level = 0): Partial<Profile> => ({
    shingles: { level, hashes: Array.from({ length: to - from }, (_, i) => from + i) },
  });

  test.for<[string, Partial<Profile>, Partial<Profile>, boolean]>([
    ["has more than half of the shorter text's runs", runs(0, 20), runs(6, 40), true],
    ["is not less than half", runs(0, 20), runs(12, 40), false],
    ["is not a formula of a few runs", runs(0, 6), runs(0, 40), false],
    ["may rest on a sample", runs(0, 6, 3), runs(0, 40, 3), true],
  ])("%s", ([, a, b, expected]) => {
    expect(isCopy(aProfile({ source: "a", ...a }), aProfile({ source: "b", ...b }))).toBe(expected);
  });
});

describe("a sketch", () => {
  const sketch = (publishedAt: string | undefined, undated?: boolean) =>
    sketchOf(
      {
        report: {
          id: "r-1",
          source: "wire",
          text: "Gunmen killed Ibrahim Cissoko, 41, near Gao in 2026, not in 2024.",
          publishedAt,
          receivedAt: "2026-11-27T18:00:00Z",
        },
        classification: aClassification({
          regions: [code("ML-7"), code("ML")],
          places: [aPlace({ lat: 16.274, lon: -0.042, uncertaintyKm: 25 })],
          occurredOn: "2026-11-01",
          occurredPrecision: "month",
        }),
        undated,
      },
      stories.vocabulary,
    );

  test("tells the time of its publishing, or else of its receipt, or none", () => {
    expect(sketch("2026-11-26").profile.toldAtMs).toBe(Date.parse("2026-11-26"));
    expect(sketch(undefined).profile.toldAtMs).toBe(Date.parse("2026-11-27T18:00:00Z"));
    expect(sketch("2026-11-26", true).profile.toldAtMs).toBeNull();
  });

  test("has the circumstances as far as they are told", () => {
    expect(sketch(undefined).profile).toMatchObject({
      subdivisions: ["ML-7"],
      points: [{ lat: 16.274, lon: -0.042, uncertaintyKm: 25, isSure: true }],
      around: [1627, -4],
      ages: [41],
      years: [2024, 2026],
      occurredOn: null,
    });
  });

  test("weighs what is rare among the known reports more", () => {
    const made = sketch(undefined);
    const common = made.terms.map(({ label }) => (label === "gao" ? 90 : 0));
    const weight = (frequencies: readonly number[]) => {
      const { terms, weights } = weigh(made, frequencies, 100).profile;
      const gao = made.terms.find(({ label }) => label === "gao")?.hash ?? 0;
      return weights[Array.from(terms).indexOf(gao)] ?? 0;
    };
    expect(weight([])).toBeGreaterThan(weight(common));
  });
});
