import { expect, test } from "vitest";

import { coversRule } from "#src/config/covers.ts";
import type { Clauses } from "#src/model/subscription.ts";
import { SMALL_ATLAS, aRegion } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const region = (asked: string) => ({
  asked,
  codes: SMALL_ATLAS.group(asked) ?? [aRegion(asked)],
  circles: [],
  polygons: [],
});
const circle = { name: "x", lat: 1, lon: 1, km: 10 };
const near = (km: number) => ({
  name: "x",
  lat: 1,
  lon: 1,
  km: { unknown: km, minor: km, moderate: km, severe: km, extreme: km },
});
const SYRIA: Clauses = { regions: [region("SY")] };

test.for<readonly [boolean, string, Clauses, Clauses]>([
  [true, "no clause covers all", {}, SYRIA],
  [true, "a country its province", SYRIA, { regions: [region("SY-RD")] }],
  [false, "a province its country", { regions: [region("SY-RD")] }, SYRIA],
  [true, "a group its country", { regions: [region("Western Asia")] }, SYRIA],
  [false, "a country a list with another", SYRIA, { regions: [region("SY"), region("LB")] }],
  [false, "a country a rule without regions", SYRIA, { threats: ["crime"] }],
  [
    false,
    "codes a circle",
    SYRIA,
    { regions: [{ ...region("SY"), asked: "x", circles: [circle] }] },
  ],
  [
    true,
    "a custom region itself",
    { regions: [{ ...region("SY"), asked: "x", circles: [circle] }] },
    { regions: [{ ...region("SY"), asked: "x", circles: [circle] }] },
  ],
  [true, "a threat itself", { threats: ["crime"] }, { threats: ["crime"] }],
  [
    true,
    "a category a type that stays in it",
    { threats: ["hazards"] },
    { threats: ["hazards/flood"] },
  ],
  [
    false,
    "a category a type that may be moved",
    { threats: ["terrorism"] },
    { threats: ["terrorism/bombing"] },
  ],
  [
    true,
    "a category a type that was moved to it",
    { threats: ["armed-conflict"] },
    { threats: ["armed-conflict/bombing"] },
  ],
  [false, "a category another", { threats: ["crime"] }, { threats: ["hazards"] }],
  [false, "a threat a rule without threats", { threats: ["crime"] }, SYRIA],
  [true, "a low floor a higher", { severity: "moderate" }, { severity: "severe" }],
  [false, "a high floor a lower", { severity: "severe" }, { severity: "moderate" }],
  [true, "the lowest floor no floor", { severity: "minor" }, SYRIA],
  [false, "a floor no floor", { severity: "moderate" }, SYRIA],
  [true, "a wide circle a narrow one", { near: near(10) }, { near: near(5) }],
  [false, "a narrow circle a wide one", { near: near(5) }, { near: near(10) }],
  [false, "a circle no circle", { near: near(5) }, SYRIA],
  [true, "words fewer of them", { words: ["a", "b"] }, { words: ["b"] }],
  [false, "words others", { words: ["a"] }, { words: ["a", "b"] }],
  [false, "words no words", { words: ["a"] }, SYRIA],
  [
    true,
    "sources fewer of them",
    { sources: { anyOf: ["a", "b"], not: [], atLeast: 1 } },
    { sources: { anyOf: ["a"], not: [], atLeast: 1 } },
  ],
  [
    false,
    "an unwanted source a rule that hears only it",
    { sources: { not: ["a"], atLeast: 1 } },
    { sources: { anyOf: ["a"], not: [], atLeast: 1 } },
  ],
  [
    false,
    "two sources one",
    { sources: { not: [], atLeast: 2 } },
    { sources: { anyOf: ["a", "b"], not: [], atLeast: 1 } },
  ],
  [false, "sources no sources", { sources: { not: ["a"], atLeast: 1 } }, SYRIA],
  [false, "one clause a rule of another", { ...SYRIA, words: ["a"] }, SYRIA],
])("%s: %s", ([covers, , exception, rule]) => {
  expect(coversRule(exception, rule, SMALL_TAXONOMY)).toBe(covers);
});
