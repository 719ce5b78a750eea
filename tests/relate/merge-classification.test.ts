import { describe, expect, test } from "vitest";

import type { Classification } from "#src/model/classification.ts";
import type { ThreatType } from "#src/model/threat.ts";
import {
  bandOf,
  isMaterial,
  leads,
  mergeClassification,
} from "#src/relate/merge-classification.ts";

import { aClassification, aPlace, code } from "../support/digests.ts";

const type = (name: ThreatType, primary = true) => ({
  type: name,
  score: 0.9,
  primary,
  evidence: [],
});
const toll = (killed: number | null, injured: number | null = null) => ({
  casualties: { killed, injured },
});

test.for([
  [null, 0],
  [0, 0],
  [1, 1],
  [2, 1],
  [3, 2],
  [12, 3],
  [250, 5],
] as const)("a toll of %s is in band %s", ([count, band]) => {
  expect(bandOf(count)).toBe(band);
});

describe("the newer telling leads", () => {
  const known = aClassification({ severity: "severe", ...toll(3, 4) });
  test.for<[string, Partial<Classification>, boolean]>([
    ["where it is graver", { severity: "extreme" }, true],
    ["not where it is milder, whatever its toll", { severity: "moderate", ...toll(90) }, false],
    ["where more are dead by a band", toll(12), true],
    ["where more are hurt by a band", toll(3, 40), true],
    ["not where one more is dead", toll(4, 4), false],
  ])("%s", ([, over, expected]) => {
    expect(leads(aClassification({ severity: "severe", ...toll(3, 4), ...over }), known)).toBe(
      expected,
    );
  });

  test("where it says a place or a type that nobody said", () => {
    expect(leads(aClassification(), aClassification({ regions: [] }))).toBe(true);
    expect(leads(aClassification(), aClassification({ threats: [] }))).toBe(true);
  });
});

describe("what two tellings say together", () => {
  const lead = aClassification({
    severity: "moderate",
    severityReason: "someone was killed",
    regions: [code("ML")],
    places: [],
    threats: [type("crime/robbery")],
    actors: [{ name: "JNIM", lists: [], start: 0, end: 4 }],
    occurredOn: null,
    ...toll(2),
  });
  const other = aClassification({
    severity: "severe",
    severityReason: "5 or more killed",
    regions: [code("ML-7"), code("ML")],
    places: [aPlace({ canonical: "Gao" }), aPlace({ canonical: "Bamako", role: "mentioned" })],
    threats: [type("terrorism/bombing"), type("crime/robbery", false)],
    actors: [
      { name: "JNIM", lists: [], start: 9, end: 13 },
      { name: "ISGS", lists: [], start: 20, end: 24 },
    ],
    occurredOn: "2026-11-27",
    occurredPrecision: "day",
    ...toll(6, 9),
  });
  const both = mergeClassification(lead, other);

  test("is the worse severity with its reason, and the higher toll", () => {
    expect(both).toMatchObject({ severity: "severe", severityReason: "5 or more killed" });
    expect(both.casualties).toEqual({ killed: 6, injured: 9 });
    expect(mergeClassification(other, lead).severity).toBe("severe");
  });

  test("is every region, the narrower of one country first, and every place of the event", () => {
    expect(both.regions).toEqual(["ML-7", "ML"]);
    expect(both.places.map(({ canonical }) => canonical)).toEqual(["Gao"]);
    const elsewhere = mergeClassification(lead, { ...other, regions: [code("NE-1"), code("NE")] });
    expect(elsewhere.regions).toEqual(["ML", "NE-1", "NE"]);
  });

  test("is every type, with the leading telling's primary", () => {
    expect(both.threats.map(({ type: name, primary }) => [name, primary])).toEqual([
      ["crime/robbery", true],
      ["terrorism/bombing", false],
    ]);
    expect(mergeClassification({ ...lead, threats: [] }, other).threats[0]?.primary).toBe(true);
  });

  test("is every actor, and the day that either says", () => {
    expect(both.actors.map(({ name }) => name)).toEqual(["JNIM", "ISGS"]);
    expect(both).toMatchObject({ occurredOn: "2026-11-27", occurredPrecision: "day" });
  });
});

describe("a reader acts otherwise", () => {
  const before = aClassification({
    regions: [code("ML")],
    threats: [type("crime/robbery")],
    ...toll(3),
  });
  test.for<[string, Partial<Classification>, boolean]>([
    ["when it is graver", { severity: "extreme" }, true],
    ["when a toll crosses a band", toll(10), true],
    ["not when it stays in its band", toll(4), false],
    ["when many are hurt", toll(3, 30), true],
    ["when the place is known more narrowly", { regions: [code("ML-7"), code("ML")] }, true],
    ["when it is another kind of threat", { threats: [type("terrorism/bombing")] }, true],
    ["not for another type of that kind", { threats: [type("crime/kidnapping")] }, false],
    ["not for background", { threats: [type("context/sanctions")] }, false],
    ["not when nothing is new", {}, false],
  ])("%s", ([, over, expected]) => {
    const newer = { ...before, ...over };
    expect(isMaterial(before, mergeClassification(before, newer), newer)).toBe(expected);
  });
});
