import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileInhibitions } from "#src/match/inhibition.ts";
import type { Incident } from "#src/model/incident.ts";
import { SEVERITIES, severityRank } from "#src/model/severity.ts";
import { aRegion } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { aPlace, aSubscription, aRule, region } from "./incidents.ts";
import { aBattle, anInhibition, aShelling, RIF_DIMASHQ } from "./inhibitions.ts";

const DESK = aSubscription([aRule({})]);

function coverings(hidden: Incident, hiding: Incident, over = {}, from = DESK) {
  const inhibitions = compileInhibitions([anInhibition(over)], SMALL_TAXONOMY);
  return inhibitions.coverings([hidden], [hiding], from).get(hidden.id);
}

const battle = (over: Parameters<typeof aBattle>[0] = {}) => aBattle({ id: "battle", ...over });
const shelling = (over: Parameters<typeof aShelling>[0] = {}) =>
  aShelling({ id: "shelling", ...over });

const SYRIA = { country: aRegion("SY") };
const country = aPlace("Syria", 35, 38, { ...SYRIA, kind: "country" });
const homs = aPlace("Homs", 34.7, 36.7, { ...SYRIA, subdivision: aRegion("SY-HI") });
const douma = aPlace("Douma", 33.57, 36.4, { ...RIF_DIMASHQ, geonamesId: 170_654 });
const suburb = aPlace("Harasta", 33.56, 36.37, RIF_DIMASHQ);
const faroff = aPlace("Yabrud", 33.97, 36.66, RIF_DIMASHQ);
const unsure = { ...douma, alternatives: [homs] };

test("a battle in a province hides the shelling of a town in it, and says by which inhibition", () => {
  expect(coverings(shelling(), battle())).toEqual([
    { under: "battle", inhibition: "battle-hides-shelling" },
  ]);
});

test("what may hide and what may be hidden is told without its counterpart", () => {
  const inhibitions = compileInhibitions([anInhibition()], SMALL_TAXONOMY);
  expect(inhibitions.longestSeconds).toBe(86_400);
  expect([battle(), shelling()].map((one) => inhibitions.mayHide(one))).toEqual([true, false]);
  const mayBeHidden = [battle(), shelling()].map((one) => inhibitions.mayBeHidden(one, DESK));
  expect(mayBeHidden).toEqual([false, true]);
});

describe("nothing is hidden", () => {
  test.for([
    ["that is graver", shelling({ severity: "extreme" }), battle()],
    ["of another province", shelling({ places: [homs] }), battle()],
    ["that also happened elsewhere", shelling({ places: [douma, homs] }), battle()],
    ["told for the whole country", shelling({ places: [country] }), battle()],
    ["whose place is not known", shelling({ places: [] }), battle()],
    ["whose place stays open", shelling({ places: [unsure] }), battle()],
    [
      "that is something else as well",
      shelling({ threats: ["armed-conflict/shelling-missile", "crime/kidnapping"] }),
      battle(),
    ],
    ["more than a day later", shelling({ updatedAt: "2026-01-03T03:04:06Z" }), battle()],
    ["more than a day before", shelling({ updatedAt: "2026-01-01T03:04:04Z" }), battle()],
    ["beside what was withdrawn", shelling(), battle({ retracted: true })],
    ["beside a country's war, unless said", shelling(), battle({ places: [country] })],
    ["beside what has no place", shelling(), battle({ places: [] })],
    ["beside a town that is far off", shelling({ places: [faroff] }), battle({ places: [douma] })],
    ["by another kind of incident", shelling(), shelling({ id: "other" })],
    ["by itself", shelling(), battle({ id: "shelling" })],
  ] as const)("%s", ([, hidden, hiding]) => {
    expect(coverings(hidden, hiding)).toBeUndefined();
  });

  test("from a reader who may not see every source", () => {
    const from = { ...DESK, mail: { ...DESK.mail, ceiling: "green" as const } };
    expect(coverings(shelling(), battle(), {}, from)).toBeUndefined();
  });

  test("from a subscription that the inhibition does not name", () => {
    expect(coverings(shelling(), battle(), { subscriptions: ["other"] })).toBeUndefined();
    expect(coverings(shelling(), battle(), { subscriptions: ["desk"] })).toHaveLength(1);
  });
});

describe("what lies in one place", () => {
  test.for([
    ["a town in a country, where countries may hide", douma, country, { widest: "country" }],
    ["the same town", douma, douma, {}],
    ["a suburb within some kilometres", suburb, douma, {}],
    ["a town farther off, where so many kilometres are said", faroff, douma, { km: 60 }],
  ] as const)("%s", ([, inner, outer, over]) => {
    const hiding = battle({ places: [outer] });
    expect(coverings(shelling({ places: [inner] }), hiding, over)).toHaveLength(1);
  });

  test("its own province and country said beside it change nothing", () => {
    const province = { ...suburb, kind: "subdivision" as const };
    const places = [douma, province, country];
    expect(coverings(shelling({ places }), battle({ places: [douma] }))).toHaveLength(1);
  });

  test("a town is not the province's own, where only a place may hide", () => {
    expect(coverings(shelling(), battle(), { widest: "place" })).toBeUndefined();
  });

  test("a sea or a mountain range holds nothing", () => {
    const range = { ...douma, kind: "region" as const };
    expect(coverings(shelling(), battle({ places: [range] }))).toBeUndefined();
  });

  test("a town without a point is the same by its number alone", () => {
    const bare = { ...douma, lat: null, lon: null };
    expect(coverings(shelling({ places: [bare] }), battle({ places: [douma] }))).toHaveLength(1);
    const nameless = { ...bare, geonamesId: 0 };
    expect(
      coverings(shelling({ places: [nameless] }), battle({ places: [douma] })),
    ).toBeUndefined();
  });
});

test("clauses of both sides all have to hold", () => {
  const syria = { threats: ["armed-conflict"], regions: [region("SY")], severity: "severe" };
  expect(coverings(shelling(), battle(), { when: syria })).toHaveLength(1);
  expect(coverings(shelling(), battle({ severity: "moderate" }), { when: syria })).toBeUndefined();
});

test("never is anything hidden beside a milder incident, or by itself", () => {
  const severity = fc.constantFrom(...SEVERITIES);
  const place = fc.constantFrom(country, homs, douma, suburb, faroff);
  const anyIncident = fc
    .record({ severity, place, isBattle: fc.boolean(), hour: fc.integer({ min: 0, max: 23 }) })
    .map(({ severity: bad, place: where, isBattle, hour }) => ({
      ...(isBattle ? aBattle : aShelling)({ severity: bad, places: [where] }),
      updatedAt: `2026-01-02T${String(hour).padStart(2, "0")}:00:00Z`,
    }));
  const over = {
    when: {},
    hides: { threats: ["armed-conflict"] },
    widest: "country",
    withinSeconds: 6 * 3600,
  } as const;
  const inhibitions = compileInhibitions([anInhibition(over)], SMALL_TAXONOMY);
  fc.assert(
    fc.property(fc.array(anyIncident, { minLength: 2, maxLength: 12 }), (made) => {
      const all = made.map((incident, at) => ({ ...incident, id: `i${at}` }));
      const byId = new Map(all.map((incident) => [incident.id, incident]));
      for (const [id, found] of inhibitions.coverings(all, all, DESK)) {
        for (const { under } of found) {
          const [hidden, hiding] = [byId.get(id), byId.get(under)];
          expect(under).not.toBe(id);
          expect(severityRank(hiding?.classification.severity ?? "unknown")).toBeGreaterThanOrEqual(
            severityRank(hidden?.classification.severity ?? "extreme"),
          );
        }
      }
    }),
  );
});
