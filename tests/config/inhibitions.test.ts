import { describe, expect, test } from "vitest";

import { type Fault, formatFault } from "#src/config/fault.ts";
import { parseInhibitions } from "#src/config/inhibitions.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const NAMES = {
  atlas: SMALL_ATLAS,
  taxonomy: SMALL_TAXONOMY,
  customRegions: new Map(),
  near: undefined,
  actorNames: [],
  sourceIds: [],
};

const BATTLE = "when: { threats: [armed-conflict/armed-clash], severity: severe }";
const SHELLING = "hides: { threats: [armed-conflict/shelling-missile] }";

function read(...entries: readonly string[]) {
  const text = `inhibitions: [${entries.map((entry) => `{ ${entry} }`).join(", ")}]`;
  const faults: Fault[] = [];
  const inhibitions = parseInhibitions(
    { path: "inhibitions.yaml", text },
    NAMES,
    ["levant-desk"],
    faults,
  );
  return { inhibitions, faults: faults.map(formatFault) };
}

test("an inhibition hides within a province and five kilometres of a town, unless it says more", () => {
  const { inhibitions, faults } = read(`name: wide, ${BATTLE}, ${SHELLING}, within: 24h`);
  expect(faults).toEqual([]);
  expect(inhibitions).toMatchObject([
    {
      name: "wide",
      when: { threats: ["armed-conflict/armed-clash"], severity: "severe" },
      hides: { threats: ["armed-conflict/shelling-missile"] },
      withinSeconds: 86_400,
      widest: "subdivision",
      km: 5,
    },
  ]);
});

describe("a fault is told where it stands", () => {
  const rest = `${BATTLE}, ${SHELLING}`;
  test.for([
    [
      "an empty when",
      `name: a, when: {}, ${SHELLING}, within: 1h`,
      ":1:32: inhibitions.0.when: say which incidents hide others",
    ],
    [
      "hides without threats",
      `name: a, ${BATTLE}, hides: { severity: minor }, within: 1h`,
      "hides.threats: missing",
    ],
    [
      "a misspelt threat",
      `name: a, ${BATTLE}, hides: { threats: [shelling] }, within: 1h`,
      'unknown threat "shelling"',
    ],
    ["no span", `name: a, ${rest}`, "within: missing"],
    ["a span that is none", `name: a, ${rest}, within: soon`, '"soon" is not a span such as "24h"'],
    ["more than a week", `name: a, ${rest}, within: 169h`, "at most 168h"],
    [
      "a width that is none",
      `name: a, ${rest}, within: 1h, widest: province`,
      '"province" is none of place, subdivision, country',
    ],
    ["too many kilometres", `name: a, ${rest}, within: 1h, km: 2001`, "km: 2001 is more than 2000"],
    [
      "a misspelt key",
      `name: a, ${rest}, within: 1h, hide: 1`,
      'hide: unknown key; did you mean "hides"?',
    ],
    [
      "an unknown subscription",
      `name: a, ${rest}, within: 1h, subscriptions: [levant-dsk]`,
      'warning: no file has a subscription "levant-dsk"; did you mean "levant-desk"?',
    ],
  ] as const)("%s", ([, entry, message]) => {
    expect(read(entry).faults).toEqual([expect.stringContaining(message)]);
  });

  test("a name that is taken", () => {
    const entry = `name: a, ${rest}, within: 1h`;
    expect(read(entry, entry).faults).toEqual([
      expect.stringContaining('a second inhibition is named "a"'),
    ]);
  });
});
