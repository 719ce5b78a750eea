import { describe, expect, test } from "vitest";

import { readActors } from "#src/config/actors.ts";
import { type Fault, formatFault } from "#src/config/fault.ts";
import { shippedKnowledge } from "#tests/classify/shipped-incident-reader.ts";

const ACTORS = `lists:
  UNSC-1267: { name: UN list, source: "https://example.org", asOf: "2025-10" }
actors:
  - name: First Group
    kind: group
    aliases: [FG, { text: The First, needs: [Ruritania] }]
    lists: [{ list: UNSC-1267, date: "2004-10-18" }]
  - { name: Second Group, kind: gang, lists: [UNSC-1267] }
`;

function read(text: string) {
  const faults: Fault[] = [];
  const knowledge = readActors({ path: "actors.yaml", text }, faults);
  return { knowledge, faults: faults.map(formatFault) };
}

describe("actors.yaml", () => {
  test("is read into actors with aliases and designations", () => {
    const { knowledge, faults } = read(ACTORS);
    expect(faults).toEqual([]);
    expect(knowledge?.actors[0]).toEqual({
      name: "First Group",
      kind: "group",
      aliases: [
        { text: "FG", needs: [] },
        { text: "The First", needs: ["Ruritania"] },
      ],
      designations: [{ list: "UNSC-1267", source: "https://example.org", date: "2004-10-18" }],
    });
    expect(knowledge?.actors[1]?.designations[0]).toMatchObject({ date: undefined });
  });

  test.for([
    [
      "a list that is not there",
      ACTORS.replace("[UNSC-1267] }", "[UNSC-9] }"),
      'actors.yaml:8:47: "UNSC-9" is not under lists',
    ],
    [
      "a name that is taken",
      ACTORS.replace("Second Group", "fg"),
      '"fg" already names First Group',
    ],
    ["a date that is none", ACTORS.replace("2004-10-18", "October"), "actors.yaml:7"],
    ["an unknown kind", ACTORS.replace("gang", "mob"), "actors.1.kind"],
    [
      "an unknown key",
      ACTORS.replace("kind: gang", "kind: gang, colour: red"),
      "colour: unknown key",
    ],
    ["bad YAML", "actors: [", "actors.yaml:1"],
  ] as const)("%s is a fault", ([, text, message]) => {
    const { knowledge, faults } = read(text);
    expect(knowledge).toBeUndefined();
    expect(faults.join("\n")).toContain(message);
  });
});

test("the shipped list has sixty actors or more, every designation with its source", () => {
  const { actors } = shippedKnowledge().actors;
  expect(actors.length).toBeGreaterThanOrEqual(60);
  for (const { designations } of actors) {
    for (const { source } of designations) expect(source).toMatch(/^https:\/\//);
  }
});
