import { describe, expect, test } from "vitest";

import { NEAR, readTexts } from "./files.ts";

const preset = (rest: string) => `presets: { tight: { ${rest} } }`;
const KM = "minor: 5, moderate: 10, severe: 25, extreme: 50";

test("near.yaml gives each preset a distance for each severity, and each kind of event its own reach", () => {
  expect(readTexts({ near: NEAR }).faults).toEqual([]);
  expect(readTexts({ near: preset(KM) }).faults).toEqual([]);
});

describe("a fault of near.yaml is told where it stands", () => {
  test.for([
    ["no presets", "impact: {}", "near.yaml:1:1: presets: missing"],
    ["presets that are none", "presets: tight", 'presets: expected keys and values, found "tight"'],
    ["a list of presets", "presets: [tight]", "presets: expected keys and values, found a list"],
    ["nothing at all", "presets:", "presets: expected keys and values, found nothing"],
    ["a severity left out", preset("minor: 5"), "presets.tight.moderate: missing"],
    ["a misspelt severity", preset(`${KM}, sever: 1`), 'unknown key; did you mean "severe"?'],
    ["a distance in words", preset(KM.replace("50", "far")), 'expected a number, found "far"'],
    ["a distance below nothing", preset(KM.replace("50", "-1")), "-1 is less than 0"],
    ["a distance beyond reason", preset(KM.replace("50", "2001")), "2001 is more than 2000"],
    ["a name that is no id", `presets: { Tight: { ${KM} } }`, '"Tight" is not an id'],
    [
      "an event of no kind",
      `${preset(KM)}\nimpact: { hazards/earthquak: 1 }`,
      'unknown threat "hazards/earthquak"; did you mean "hazards/earthquake"?',
    ],
    ["a reach in words", `${preset(KM)}\nimpact: { hazards: wide }`, 'found "wide"'],
    ["a key of another file", `${preset(KM)}\nregions: []`, "regions: unknown key"],
    ["a line that is not YAML", "presets: {", "near.yaml:1:"],
  ] as const)("%s", ([, near, message]) => {
    const { configuration, faults } = readTexts({ near });
    expect(configuration).toBeUndefined();
    expect(faults.join("\n")).toContain(message);
  });

  test("and does not make a subscription's preset unknown", () => {
    const { faults } = readTexts({
      near: "presets: [",
      subscriptions: [
        "id: a\nto: [a@example.org]\ntimezone: UTC\nmatch: [{ near: { name: x, lat: 1, lon: 2, preset: tight } }]\ndeliver: [{ every: hour }]\n",
      ],
    });
    expect(faults.filter((fault) => fault.startsWith("a.yaml"))).toEqual([]);
  });
});
