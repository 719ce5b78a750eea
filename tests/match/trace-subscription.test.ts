import { describe, expect, test } from "vitest";

import { traceSubscription } from "#src/match/compile-subscription.ts";
import type { Fact } from "#src/model/match.ts";
import type { Severity } from "#src/model/severity.ts";
import type { Clauses } from "#src/model/subscription.ts";
import { threatType } from "#src/model/threat.ts";
import { aRegion } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { aPlace, aRule, aSubscription, anIncident, region, toldBy } from "./incidents.ts";

const EVERY_10_KM = { unknown: 10, minor: 10, moderate: 10, severe: 10, extreme: 10 };

type Incident = ReturnType<typeof anIncident>;

function outcome(clauses: Clauses, incident: Incident): Fact & { readonly held: boolean } {
  const trace = traceSubscription(aSubscription([aRule(clauses)]), incident, SMALL_TAXONOMY);
  const fact = trace.matched ? trace.rules[0].facts[0] : trace.misses[0]?.failed;
  if (!fact) throw new Error("a rule of one clause has one fact");
  return { ...fact, held: trace.matched };
}

describe("regions", () => {
  test.for([
    ["a country hears of itself", ["SY"], ["SY"], "SY", true],
    ["a country hears of its subdivision", ["SY"], ["SY-RD"], "SY-RD", true],
    ["a subdivision hears of itself", ["SY-RD"], ["SY-RD", "SY"], "SY-RD", true],
    ["a subdivision does not hear of its country", ["SY-RD"], ["SY"], "SY", false],
    ["a subdivision does not hear of its sister", ["SY-RD"], ["SY-HL"], "SY-HL", false],
    ["a country does not hear of another with a like code", ["NE"], ["NG"], "NG", false],
    ["any region of the list is enough", ["FR", "SY"], ["SY-HL"], "SY-HL", true],
    ["any region of the incident is enough", ["LB"], ["SY-RD", "SY", "LB"], "LB", true],
    ["a group hears of its countries' subdivisions", ["Western Asia"], ["IQ-AN"], "IQ-AN", true],
    ["an incident without a place is in no region", ["SY"], [], "no place known", false],
  ] as const)("%s", ([, asked, regions, found, held]) => {
    const seen = outcome({ regions: asked.map(region) }, anIncident({ regions }));
    expect(seen).toMatchObject({ clause: "regions", found, held });
  });

  test("the name that the operator wrote is told, not the codes behind it", () => {
    const regions = [region("FR"), region("Western Asia")];
    expect(outcome({ regions }, anIncident()).asked).toBe("Western Asia");
    expect(outcome({ regions }, anIncident({ regions: ["ML"] })).asked).toBe("FR or Western Asia");
  });

  test("a circle of a custom region holds for an exact place inside it", () => {
    const circle = { name: "Damascus", lat: 33.51, lon: 36.29, km: 20 };
    const regions = [{ asked: "greater-damascus", codes: [], circles: [circle], polygons: [] }];
    const jaramana = anIncident({ regions: ["SY-RD"], places: [aPlace("Jaramana", 33.49, 36.35)] });
    expect(outcome({ regions }, jaramana)).toEqual({
      clause: "regions",
      asked: "greater-damascus",
      found: "Jaramana, 6 km from Damascus",
      held: true,
    });
    const aleppo = anIncident({ places: [aPlace("Aleppo", 36.2, 37.16)] });
    expect(outcome({ regions }, aleppo).held).toBe(false);
  });
});

describe("threats", () => {
  test.for([
    ["a category holds for its types", "terrorism", "terrorism/bombing", true],
    ["a category holds for a type that was moved to it", "terrorism", "terrorism/kidnapping", true],
    [
      "a category does not hold for its type moved away",
      "terrorism",
      "armed-conflict/bombing",
      false,
    ],
    ["a type holds for itself", "crime/kidnapping", "crime/kidnapping", true],
    [
      "a type in its home category holds where it was moved",
      "terrorism/bombing",
      "armed-conflict/bombing",
      true,
    ],
    [
      "a type away from home does not hold at home",
      "armed-conflict/bombing",
      "terrorism/bombing",
      false,
    ],
    ["a type away from home holds there", "armed-conflict/bombing", "armed-conflict/bombing", true],
    [
      "a type does not hold for its sister",
      "terrorism/bombing",
      "terrorism/suicide-bombing",
      false,
    ],
    [
      "a type unknown to the taxonomy holds for itself alone",
      "crime/arson",
      "terrorism/arson",
      false,
    ],
  ] as const)("%s", ([, asked, type, held]) => {
    const seen = outcome({ threats: [asked] }, anIncident({ threats: [type] }));
    expect(seen).toEqual({ clause: "threats", asked, found: type, held });
  });

  test("any threat of the incident is enough, and the strongest that holds is told", () => {
    const incident = anIncident({
      threats: ["hazards/flood", "crime/kidnapping", "terrorism/bombing"],
    });
    expect(outcome({ threats: ["terrorism", "crime"] }, incident)).toMatchObject({
      asked: "crime",
      found: "crime/kidnapping",
      held: true,
    });
  });

  test("an unclassified incident satisfies no threat", () => {
    expect(outcome({ threats: ["crime", "terrorism"] }, anIncident({ threats: [] }))).toMatchObject(
      {
        asked: "crime or terrorism",
        found: "unclassified",
        held: false,
      },
    );
  });
});

describe("severity", () => {
  test.for<readonly [Severity, readonly Severity[]]>([
    ["unknown", ["unknown", "minor", "moderate", "severe", "extreme"]],
    ["minor", ["unknown", "minor", "moderate", "severe", "extreme"]],
    ["moderate", ["moderate", "severe", "extreme"]],
    ["severe", ["severe", "extreme"]],
    ["extreme", ["extreme"]],
  ])("a floor of %s lets %s pass", ([floor, passing]) => {
    const all: readonly Severity[] = ["unknown", "minor", "moderate", "severe", "extreme"];
    const passed = all.filter(
      (severity) => outcome({ severity: floor }, anIncident({ severity })).held,
    );
    expect(passed).toEqual(passing);
  });

  test("the floor is told in words", () => {
    const incident = anIncident({ severity: "minor" });
    expect(outcome({ severity: "moderate" }, incident)).toMatchObject({
      asked: "moderate or worse",
      found: "minor",
    });
    expect(outcome({ severity: "extreme" }, incident).asked).toBe("extreme");
  });
});

describe("near", () => {
  const km = { unknown: 10, minor: 10, moderate: 50, severe: 100, extreme: 300 };
  const office = { name: "Damascus office", lat: 33.51, lon: 36.29, km };
  const homs = aPlace("Homs", 34.73, 36.71);

  test.for<readonly [Severity, boolean]>([
    ["unknown", false],
    ["moderate", false],
    ["severe", false],
    ["extreme", true],
  ])("a %s incident 141 km away: sent %s", ([severity, held]) => {
    const seen = outcome({ near: office }, anIncident({ severity, places: [homs] }));
    expect(seen).toEqual({
      clause: "near",
      asked: `within ${km[severity]} km of Damascus office`,
      found: "Homs, 141 km from Damascus office",
      held,
    });
  });

  test("the nearest place of the event counts", () => {
    const places = [homs, aPlace("Jaramana", 33.487, 36.345), aPlace("Aleppo", 36.2, 37.16)];
    expect(outcome({ near: office }, anIncident({ places, severity: "minor" }))).toMatchObject({
      found: "Jaramana, 5.7 km from Damascus office",
      held: true,
    });
  });

  test.for([
    ["a country", aPlace("Syria", 33.5, 36.3, { kind: "country" })],
    ["a province", aPlace("Rif Dimashq", 33.5, 36.3, { kind: "subdivision" })],
    ["a place that is only mentioned", aPlace("Damascus", 33.5, 36.3, { role: "mentioned" })],
    ["a place without coordinates", { ...aPlace("Damascus", 0, 0), lat: null, lon: null }],
  ] as const)("%s is near nothing", ([, place]) => {
    expect(outcome({ near: office }, anIncident({ places: [place] }))).toMatchObject({
      found: "no exact place known",
      held: false,
    });
  });

  test("distance goes the short way round the date line", () => {
    const fiji = { ...office, name: "Suva", lat: -17, lon: 179.9 };
    const places = [aPlace("Taveuni", -17, -179.9)];
    expect(outcome({ near: fiji }, anIncident({ places, severity: "minor" })).held).toBe(false);
    expect(outcome({ near: fiji }, anIncident({ places, severity: "moderate" })).found).toBe(
      "Taveuni, 21 km from Suva",
    );
  });
});

describe("sources", () => {
  const toldByBoth = [toldBy("wire"), toldBy("rumour")] as const;

  test.for([
    ["one of the wanted", { anyOf: ["wire"], not: [], atLeast: 1 }, toldByBoth, "wire", true],
    [
      "none of the wanted",
      { anyOf: ["field"], not: [], atLeast: 1 },
      toldByBoth,
      "wire, rumour",
      false,
    ],
    ["an unwanted one beside another", { not: ["rumour"], atLeast: 1 }, toldByBoth, "wire", true],
    ["an unwanted one alone", { not: ["rumour"], atLeast: 1 }, [toldBy("rumour")], "rumour", false],
    [
      "two that tell it in their own words",
      { not: [], atLeast: 2 },
      toldByBoth,
      "wire, rumour",
      true,
    ],
    [
      "one and its copy",
      { not: [], atLeast: 2 },
      [toldBy("wire"), toldBy("field", true)],
      "wire, field (copy)",
      false,
    ],
    [
      "the same one twice",
      { not: [], atLeast: 2 },
      [toldBy("wire"), toldBy("wire")],
      "wire",
      false,
    ],
    [
      "two, of which one is unwanted",
      { not: ["rumour"], atLeast: 2 },
      toldByBoth,
      "wire, rumour",
      false,
    ],
    [
      "a copy by the wanted one",
      { anyOf: ["field"], not: [], atLeast: 1 },
      [toldBy("wire"), toldBy("field", true)],
      "field (copy)",
      true,
    ],
  ] as const)("%s", ([, sources, tellers, found, held]) => {
    const [first, ...rest] = tellers;
    const seen = outcome({ sources }, anIncident({ toldBy: [first, ...rest] }));
    expect(seen).toMatchObject({ clause: "sources", found, held });
  });

  test.for([
    [{ not: [], atLeast: 1 }, "any source"],
    [{ not: ["rumour"], atLeast: 2 }, "2 independent sources, not rumour"],
    [{ anyOf: ["wire", "field"], not: [], atLeast: 1 }, "wire or field"],
  ] as const)("%j is told as %s", ([sources, asked]) => {
    expect(outcome({ sources }, anIncident()).asked).toBe(asked);
  });
});

describe("words", () => {
  test("the text's own words are told", () => {
    const incident = anIncident({ text: "Fire at AL-HOL camp" });
    expect(outcome({ words: ["UNRWA", "al-hol"] }, incident)).toEqual({
      clause: "words",
      asked: "al-hol",
      found: "AL-HOL",
      held: true,
    });
  });

  test("what is missing is told with all that was asked", () => {
    expect(outcome({ words: ["UNRWA", "al-Hol", "UNDOF"] }, anIncident())).toMatchObject({
      asked: "UNRWA, al-Hol or UNDOF",
      found: "not in the text",
      held: false,
    });
  });
});

describe("a rule", () => {
  test("needs every clause, and tells the first that fails", () => {
    const rule = aRule({ regions: [region("SY")], threats: ["crime"], severity: "extreme" });
    const trace = traceSubscription(aSubscription([rule]), anIncident(), SMALL_TAXONOMY);
    expect(trace).toEqual({
      matched: false,
      misses: [
        {
          rule: "rule 1",
          failed: { clause: "threats", asked: "crime", found: "terrorism/bombing" },
        },
      ],
    });
  });

  test("tells a fact for each clause that holds", () => {
    const rule = aRule({ regions: [region("SY")], threats: ["terrorism"], severity: "moderate" });
    const trace = traceSubscription(aSubscription([rule]), anIncident(), SMALL_TAXONOMY);
    expect(trace).toEqual({
      matched: true,
      rules: [
        {
          rule: "rule 1",
          facts: [
            { clause: "regions", asked: "SY", found: "SY" },
            { clause: "threats", asked: "terrorism", found: "terrorism/bombing" },
            { clause: "severity", asked: "moderate or worse", found: "severe" },
          ],
        },
      ],
    });
  });

  test("without a clause holds for every incident, and says so", () => {
    expect(outcome({}, anIncident({ regions: [], threats: [] }))).toEqual({
      clause: "relevance",
      asked: "any incident",
      found: "relevance 0.97",
      held: true,
    });
  });

  test("never holds for a report of no incident", () => {
    expect(outcome({ regions: [region("SY")] }, anIncident({ relevant: false }))).toEqual({
      clause: "relevance",
      asked: "a security incident",
      found: "relevance 0.12",
      held: false,
    });
  });

  test("any rule of a subscription is enough; all that hold are told", () => {
    const rules = [
      aRule({ regions: [region("SY")] }, { name: "Syria" }),
      aRule({ regions: [region("FR")] }, { name: "France" }),
      aRule({ threats: ["terrorism"] }, { name: "Terror" }),
    ] as const;
    const trace = traceSubscription(aSubscription(rules), anIncident(), SMALL_TAXONOMY);
    const held = trace.matched ? trace.rules.map(({ rule }) => rule) : [];
    expect(held).toEqual(["Syria", "Terror"]);
  });
});

describe("unless", () => {
  const exception = { threats: ["terrorism"], severity: "severe" } as const;

  test.for([
    ["holds back when all its clauses hold", anIncident(), false],
    ["lets pass when one of its clauses fails", anIncident({ severity: "minor" }), true],
  ] as const)("of a rule %s", ([, incident, matched]) => {
    const rule = aRule({ regions: [region("SY")] }, { unless: [exception] });
    const trace = traceSubscription(aSubscription([rule]), incident, SMALL_TAXONOMY);
    expect(trace.matched).toBe(matched);
  });

  test("of a rule leaves the other rules alone", () => {
    const rules = [
      aRule({ regions: [region("SY")] }, { name: "Syria", unless: [exception] }),
      aRule({ words: ["bomb"] }, { name: "Bombs" }),
    ] as const;
    const trace = traceSubscription(aSubscription(rules), anIncident(), SMALL_TAXONOMY);
    expect(trace.matched && trace.rules.map(({ rule }) => rule)).toEqual(["Bombs"]);
  });

  test("of the subscription holds back every rule, and is told in words", () => {
    const rules = [aRule({ regions: [region("SY")] }), aRule({}, { name: "rule 2" })] as const;
    const subscription = aSubscription(rules, { unless: [{ words: ["hoax"] }, exception] });
    const failed = {
      clause: "unless",
      asked: "unless terrorism and severe or worse",
      found: "terrorism/bombing; severe",
    };
    expect(traceSubscription(subscription, anIncident(), SMALL_TAXONOMY)).toEqual({
      matched: false,
      misses: [
        { rule: "rule 1", failed },
        { rule: "rule 2", failed },
      ],
    });
  });
});

describe("polygons", () => {
  // A square around Damascus with a hole around its old town.
  const polygon = {
    name: "the Ghouta",
    rings: [
      [
        [36, 33],
        [37, 33],
        [37, 34],
        [36, 34],
        [36, 33],
      ],
      [
        [36.3, 33.5],
        [36.32, 33.5],
        [36.32, 33.52],
        [36.3, 33.52],
        [36.3, 33.5],
      ],
    ] as const,
  };
  const regions = [{ asked: "ghouta", codes: [], circles: [], polygons: [polygon] }];

  test.for([
    ["inside", 33.6, 36.6, "Duma, in the Ghouta", true],
    ["on its border", 33.5, 36, "Duma, in the Ghouta", true],
    ["in a hole", 33.51, 36.31, "SY", false],
    ["outside", 34.5, 36.5, "SY", false],
  ] as const)("an exact place %s", ([, lat, lon, found, held]) => {
    const seen = outcome({ regions }, anIncident({ places: [aPlace("Duma", lat, lon)] }));
    expect(seen).toMatchObject({ found, held });
  });
});

describe("how far an event itself reaches", () => {
  const near = {
    name: "office",
    lat: 33.51,
    lon: 36.29,
    km: { unknown: 15, minor: 15, moderate: 25, severe: 100, extreme: 300 },
    impactKm: new Map([
      ["hazards", 20],
      ["hazards/earthquake", 150],
    ]),
  };
  const beirut = { places: [aPlace("Beirut", 33.89, 35.5)], severity: "moderate" } as const;

  test.for([
    ["comes on top of the site's distance", "hazards/earthquake", true, "within 175 km of office"],
    ["is the category's where the type has none", "hazards/flood", false, "within 45 km of office"],
    ["is nothing where neither is listed", "crime/kidnapping", false, "within 25 km of office"],
  ] as const)("%s", ([, type, held, asked]) => {
    expect(outcome({ near }, anIncident({ ...beirut, threats: [type] }))).toMatchObject({
      held,
      asked,
    });
  });
});

describe("places that are only mentioned", () => {
  const mentioned = aPlace("Gao", 16.27, -0.04, {
    role: "mentioned",
    country: aRegion("ML"),
    subdivision: aRegion("ML-7"),
  });
  const incident = anIncident({ places: [aPlace("Damascus", 33.51, 36.29), mentioned] });
  const near = { name: "Gao", lat: 16.27, lon: -0.04, km: EVERY_10_KM };

  test.for([
    ["regions do not hear of them", { regions: [region("ML")] }, "SY", false],
    ["with mentions they do", { regions: [region("ML")], mentions: true }, "ML-7", true],
    ["near does not", { near }, "Damascus, 4105 km from Gao", false],
    ["with mentions it does", { near, mentions: true }, "Gao, 0 km from Gao", true],
  ] as const)("%s", ([, clauses, found, held]) => {
    const seen = outcome(clauses, incident);
    expect(seen).toMatchObject({ found, held });
  });
});

describe("a name that stays open", () => {
  const georgia = aPlace("Georgia", 42, 43.5, {
    kind: "country",
    country: aRegion("GE"),
    alternatives: [
      {
        canonical: "Georgia",
        kind: "subdivision",
        country: aRegion("US"),
        subdivision: aRegion("US-GA"),
        lat: 32.8,
        lon: -83.5,
        geonamesId: 0,
      },
    ],
  });
  const incident = anIncident({ regions: ["GE"], places: [georgia] });
  const open = "Georgia may be GE or US-GA";

  test.for([
    ["counts by its likeliest reading", { regions: [region("GE")] }, "GE", true],
    ["and by no other", { regions: [region("US")] }, "GE", false],
    ["include: by every reading", { regions: [region("US")], ambiguous: "include" }, "US-GA", true],
    [
      "flag: by every reading, and the reason says so",
      { regions: [region("GE")], ambiguous: "flag" },
      `GE; uncertain: ${open}`,
      true,
    ],
    ["exclude: not at all", { ambiguous: "exclude" }, open, false],
  ] as const)("%s", ([, clauses, found, held]) => {
    expect(outcome(clauses, incident)).toMatchObject({ found, held });
  });

  test("a settled name is no matter for flag and exclude", () => {
    const settled = anIncident();
    expect(outcome({ ambiguous: "exclude" }, settled).held).toBe(true);
    expect(outcome({ regions: [region("SY")], ambiguous: "flag" }, settled).found).toBe("SY");
  });

  test("near hears of another reading that is a place", () => {
    const tripoli = aPlace("Tripoli", 32.88, 13.19, {
      alternatives: [
        {
          canonical: "Tripoli",
          kind: "place",
          country: aRegion("LB"),
          subdivision: null,
          lat: 34.44,
          lon: 35.83,
          geonamesId: 0,
        },
      ],
    });
    const near = { name: "north office", lat: 34.44, lon: 35.83, km: EVERY_10_KM };
    const seen = outcome({ near, ambiguous: "include" }, anIncident({ places: [tripoli] }));
    expect(seen).toMatchObject({
      held: true,
      found: "Tripoli, read as Tripoli, LB, 0 km from north office",
    });
  });
});

describe("casualties", () => {
  const said = {
    casualties: { killed: 4, injured: 12 },
    casualtyDetail: [
      { kind: "missing", min: 3, max: null, evidence: { start: 0, end: 1, text: "x" } },
      { kind: "missing", min: 2, max: 2, evidence: { start: 0, end: 1, text: "x" } },
    ],
  } as const;

  test.for([
    ["killed and injured together", { kinds: [], together: 16 }, true],
    ["and no more than these", { kinds: [], together: 17 }, false],
    ["one kind", { kinds: [{ kind: "killed", atLeast: 4 }] }, true],
    [
      "any kind is enough",
      {
        kinds: [
          { kind: "killed", atLeast: 5 },
          { kind: "missing", atLeast: 3 },
        ],
      },
      true,
    ],
    ["a kind that is not told", { kinds: [{ kind: "detained", atLeast: 1 }] }, false],
  ] as const)("%s", ([, casualties, held]) => {
    const seen = outcome({ casualties }, anIncident({ said }));
    expect(seen).toMatchObject({ held, found: "4 killed, 12 injured, 3 missing" });
  });

  test("a text without figures has none", () => {
    const none = anIncident({ said: { casualties: { killed: null, injured: null } } });
    expect(outcome({ casualties: { kinds: [], together: 1 } }, none)).toMatchObject({
      asked: "1 or more killed and injured",
      found: "no figure",
      held: false,
    });
  });
});

describe("actors", () => {
  const said = { actors: [{ name: "Islamic State", lists: ["UNSC-1267"], start: 0, end: 1 }] };

  test.for([
    ["by name", ["Islamic State"], true],
    ["by the list it stands on", ["UNSC-1267"], true],
    ["any of the list is enough", ["Boko Haram", "Islamic State"], true],
    ["another is not meant", ["Boko Haram"], false],
  ] as const)("%s", ([, actors, held]) => {
    const seen = outcome({ actors }, anIncident({ said }));
    expect(seen).toMatchObject({ held, found: "Islamic State" });
  });

  test("an incident without an actor has none", () => {
    expect(outcome({ actors: ["Boko Haram"] }, anIncident()).found).toBe("no actor known");
  });
});

describe("confidence", () => {
  const sure = (place: number, score: number) =>
    anIncident({
      places: [aPlace("Damascus", 33.51, 36.29, { confidence: place })],
      said: {
        threats: [{ type: threatType("terrorism", "bombing"), score, primary: true, evidence: [] }],
      },
    });

  test.for([
    ["both are sure", sure(0.9, 0.8), "place 0.90, threat 0.80", true],
    ["the place is not", sure(0.7, 0.8), "place 0.70, threat 0.80", false],
    ["the threat is not", sure(0.9, 0.5), "place 0.90, threat 0.50", false],
    ["what is not known does not count", anIncident({ places: [] }), "threat 0.90", true],
    [
      "nothing known is not sure",
      anIncident({ places: [], threats: [] }),
      "neither place nor threat known",
      false,
    ],
  ] as const)("%s", ([, incident, found, held]) => {
    expect(outcome({ confidence: 0.8 }, incident)).toMatchObject({ found, held });
  });
});

describe("age", () => {
  // First received on 2 January 2026.
  test.for([
    ["an event of yesterday", "2026-01-01", "day", "1 day", true],
    ["an event of a week ago", "2025-12-26", "day", "7 days", true],
    ["an event of eight days ago", "2025-12-25", "day", "8 days", false],
    ["an event of tomorrow, as some zones have it", "2026-01-03", "day", "0 days", true],
    ["an event of some day of the month", "2026-01-01", "month", "0 days", true],
    ["an event of some day of last year", "2025-01-01", "year", "2 days", true],
    ["an event that is not dated", null, null, "the event is not dated", true],
  ] as const)("%s", ([, occurredOn, occurredPrecision, found, held]) => {
    const seen = outcome({ maxAge: 7 }, anIncident({ said: { occurredOn, occurredPrecision } }));
    expect(seen).toMatchObject({ asked: "told within 7 days of the event", found, held });
  });

  test("a day is said as one", () => {
    expect(outcome({ maxAge: 1 }, anIncident()).asked).toBe("told within a day of the event");
  });
});

describe("languages", () => {
  test.for([
    ["one of the list", "fr", true],
    ["none of it", "en", false],
    ["one that could not be told", null, false],
  ] as const)("%s", ([, language, held]) => {
    const seen = outcome({ languages: ["fr", "ar"] }, anIncident({ said: { language } }));
    expect(seen).toMatchObject({ asked: "fr or ar", held });
  });
});

test.for([
  ["severe incidents need both sources", "severe", "severe", false],
  ["unless they are grave enough", "extreme", "extreme", true],
] as const)("%s", ([, , severity, held]) => {
  const sources = { not: [], atLeast: 2, unlessSeverity: "extreme" } as const;
  expect(outcome({ sources }, anIncident({ severity }))).toMatchObject({
    asked: "2 independent sources unless extreme",
    held,
  });
});
