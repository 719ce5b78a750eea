import { describe, expect, test } from "vitest";

import { openSilenceReader } from "#src/config/silence-document.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

const NOW = Temporal.Instant.from("2027-01-10T12:00:00Z");
const names = {
  atlas: SMALL_ATLAS,
  taxonomy: SMALL_TAXONOMY,
  customRegions: new Map(),
  near: undefined,
  actorNames: [],
  sourceIds: ["wire"],
};

const read = (document: unknown) =>
  openSilenceReader(names)(document, { now: NOW, author: "token 1" });

const march = {
  match: { regions: ["FR"] },
  reason: "Planned march",
  endsAt: "2027-01-10T20:00:00Z",
};

describe("a silence as it is written", () => {
  test("begins now and is by its writer, where it does not say", () => {
    expect(read(march).silence).toMatchObject({
      author: "token 1",
      startsAt: NOW.toString(),
      match: { regions: [{ asked: "FR", codes: ["FR"] }] },
    });
  });

  test.for([
    ["no reason", { ...march, reason: undefined }, "reason: missing"],
    ["no end", { ...march, endsAt: undefined }, "endsAt: missing"],
    [
      "an end that is no instant",
      { ...march, endsAt: "tonight" },
      'endsAt: "tonight" is not an instant such as 2027-01-31T18:00:00Z',
    ],
    [
      "an end before its start",
      { ...march, startsAt: "2027-01-11T00:00:00Z" },
      "endsAt: not after its start",
    ],
    [
      "an end years away",
      { ...march, endsAt: "2031-01-01T00:00:00Z" },
      "endsAt: more than 366 days: write an unless into the rules",
    ],
    [
      "nothing that it is about",
      { ...march, match: undefined },
      "match: it would silence everything: say what, or for whom",
    ],
    [
      "an empty match",
      { ...march, match: {} },
      "match: it would silence everything: say what, or for whom",
    ],
    [
      "an unknown region",
      { ...march, match: { regions: ["Malli"] } },
      'match.regions.0: unknown region "Malli"; did you mean "ML"?',
    ],
    ["a key that is none", { ...march, until: "x" }, "until: unknown key"],
  ] as const)("is refused with %s", ([, document, message]) => {
    const { silence, faults } = read(document);
    expect(silence).toBeUndefined();
    expect(faults.map((one) => `${one.path}: ${one.message}`)).toEqual([message]);
  });
});
