import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { spreadKm } from "#src/config/near.ts";
import type { NearClause, Schedule } from "#src/model/subscription.ts";

import { readOne, readTexts } from "./files.ts";

describe("a subscription", () => {
  test("that says little gets the defaults", () => {
    expect(readOne({})).toEqual({
      id: "desk",
      name: "desk",
      to: ["desk@example.org"],
      timezone: "Europe/London",
      match: [
        {
          name: "rule 1",
          regions: [{ asked: "SY", codes: ["SY"], circles: [], polygons: [] }],
          unless: [],
        },
      ],
      unless: [],
      deliver: [
        { kind: "at", time: "07:00", days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
      ],
      mail: { format: "html", map: true },
      tests: [],
    });
  });

  test("names its regions as written, with the codes behind each name", () => {
    const { match } = readOne({
      match: "match: [{ regions: [western africa, gulf-states, lake-chad] }]",
    });
    expect(match[0].regions).toEqual([
      { asked: "western africa", codes: ["ML", "NE", "NG"], circles: [], polygons: [] },
      { asked: "gulf-states", codes: ["SA", "AE", "QA"], circles: [], polygons: [] },
      {
        asked: "lake-chad",
        codes: ["NG-BO", "SY", "LB", "IQ", "JO", "IL", "SA", "AE", "QA"],
        circles: [{ name: "Lake Chad", lat: 13, lon: 14, km: 150 }],
        polygons: [],
      },
    ]);
  });

  test("may hold every key at once", () => {
    const file = new URL("../fixtures/config/levant-desk.yaml", import.meta.url);
    const { configuration, faults } = readTexts({ subscriptions: [readFileSync(file, "utf8")] });
    expect(faults).toEqual([]);
    expect(configuration?.subscriptions[0]).toMatchObject({
      id: "levant-desk",
      match: [
        { name: "Syria and neighbours", severity: "moderate" },
        { name: "Damascus office", near: { km: { severe: 100 } }, unless: [{}] },
        { name: "Watch words", sources: { not: ["rumour-feed"] } },
      ],
      unless: [{ words: ["football"] }],
      mail: { format: "html", tlp: "amber" },
      tests: [{ expect: { delivery: "immediately", rule: "Damascus office" } }],
    });
  });

  test("may write Norway without quotes", () => {
    expect(readOne({ match: "match: [{ regions: [NO] }]" }).match[0].regions?.[0]?.codes).toEqual([
      "NO",
    ]);
  });

  test("may write one exception without a list, at both levels", () => {
    const { match, unless } = readOne({
      match: "match: [{ unless: { words: [hoax] } }]",
      more: "unless: { threats: [hazards] }",
    });
    expect(match[0].unless).toMatchObject([{ words: ["hoax"] }]);
    expect(unless).toMatchObject([{ threats: ["hazards"] }]);
  });

  test("keeps sources as asked, with nothing excluded and one enough", () => {
    const { match } = readOne({ match: "match: [{ sources: { anyOf: [wire] } }]" });
    expect(match[0].sources).toEqual({ anyOf: ["wire"], not: [], atLeast: 1 });
  });

  test.for<readonly [string, Schedule]>([
    ["{ at: 07:00, days: [thu, mon, mon] }", { kind: "at", time: "07:00", days: ["mon", "thu"] }],
    [
      "{ at: 07:00, days: weekdays }",
      { kind: "at", time: "07:00", days: ["mon", "tue", "wed", "thu", "fri"] },
    ],
    ["{ at: 09:30, days: weekends }", { kind: "at", time: "09:30", days: ["sat", "sun"] }],
    [
      "{ at: 07:00, days: daily }",
      { kind: "at", time: "07:00", days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
    ],
    ["{ every: hour }", { kind: "hourly" }],
    [
      "{ immediately: { severity: extreme } }",
      { kind: "immediately", severity: "extreme", holdSeconds: 60 },
    ],
    [
      "{ immediately: { severity: severe, hold: 5m, limit: 6/hour } }",
      {
        kind: "immediately",
        severity: "severe",
        holdSeconds: 300,
        limit: { count: 6, perSeconds: 3600 },
      },
    ],
    [
      "{ immediately: { severity: minor, hold: 0s, limit: 1/day } }",
      {
        kind: "immediately",
        severity: "minor",
        holdSeconds: 0,
        limit: { count: 1, perSeconds: 86_400 },
      },
    ],
  ])("is delivered by %s", ([written, schedule]) => {
    expect(readOne({ deliver: `deliver: [${written}]` }).deliver).toEqual([schedule]);
  });

  test("keeps quiet hours, the mail's options and where its tests stand", () => {
    const subscription = readOne({
      deliver: "deliver: [{ immediately: { severity: extreme } }]",
      more: [
        'quiet: { from: "22:00", to: "06:00", except: extreme }',
        "mail: { format: text, tlp: amber+strict }",
        "tests:",
        "  - { report: { text: a }, expect: none }",
        "  - { report: { title: t, text: b }, expect: { rule: rule 1 } }",
      ].join("\n"),
    });
    expect(subscription).toMatchObject({
      quiet: { from: "22:00", to: "06:00", except: "extreme" },
      mail: { format: "text", tlp: "amber+strict" },
      tests: [
        { report: { text: "a" }, expect: { none: true }, at: "a.yaml:9:5" },
        {
          report: { title: "t", text: "b" },
          expect: { none: false, rule: "rule 1" },
          at: "a.yaml:10:5",
        },
      ],
    });
  });
});

describe("near", () => {
  /** Kilometres for unknown and minor, moderate, severe, and extreme. */
  const km = (
    minor: number,
    moderate: number,
    severe: number,
    extreme: number,
  ): NearClause["km"] => ({
    unknown: minor,
    minor,
    moderate,
    severe,
    extreme,
  });

  test.for([
    ["km: 50", km(50, 50, 50, 50)],
    ["km: { extreme: 300, severe: 100, moderate: 25 }", km(25, 25, 100, 300)],
    ["preset: tight", km(5, 10, 25, 50)],
    ["preset: medium", km(15, 25, 100, 300)],
    ["preset: wide", km(50, 100, 300, 800)],
  ] as const)("%s", ([written, expected]) => {
    const { match } = readOne({
      match: `match: [{ near: { name: x, lat: 1, lon: 2, ${written} } }]`,
    });
    expect(match[0].near).toMatchObject({ name: "x", lat: 1, lon: 2, km: expected });
  });

  test("to a preset comes how far events reach by themselves, to kilometres nothing", () => {
    const impactOf = (written: string) =>
      readOne({ match: `match: [{ near: { name: x, lat: 1, lon: 2, ${written} } }]` }).match[0].near
        ?.impactKm;
    expect(impactOf("preset: tight")?.get("hazards/earthquake")).toBe(150);
    expect(impactOf("km: 50")).toBeUndefined();
  });

  test("a severity that is not given reaches as far as the next milder one", () => {
    expect(spreadKm({ severe: 100, moderate: 25 })).toEqual(km(25, 25, 100, 100));
    expect(spreadKm({ severe: 100 })).toEqual(km(100, 100, 100, 100));
  });
});

test("clauses of casualties, age, actors, languages and certainty", () => {
  const { match } = readOne({
    match:
      "match: [{ casualties: 10, maxAge: 7d, actors: [Islamic State, UNSC-1267], languages: [ar, fr] }, { casualties: { detained: 20, killed: 1 }, confidence: 0.8, regions: [SY], mentions: true, ambiguous: flag, sources: { atLeast: 2, unlessSeverity: extreme } }]",
  });
  expect(match).toMatchObject([
    {
      casualties: { kinds: [], together: 10 },
      maxAge: 7,
      actors: ["Islamic State", "UNSC-1267"],
      languages: ["ar", "fr"],
    },
    {
      casualties: {
        kinds: [
          { kind: "killed", atLeast: 1 },
          { kind: "detained", atLeast: 20 },
        ],
      },
      confidence: 0.8,
      mentions: true,
      ambiguous: "flag",
      sources: { not: [], atLeast: 2, unlessSeverity: "extreme" },
    },
  ]);
});
