import { describe, expect, test } from "vitest";

import { traceSubscription } from "#src/match/compile-subscription.ts";
import type { Fact } from "#src/model/match.ts";
import type { Severity } from "#src/model/severity.ts";
import type { Clauses } from "#src/model/subscription.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { aPlace, aRule, aSubscription, anIncident, region, toldBy } from "./incidents.ts";

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
    const regions = [{ asked: "greater-damascus", codes: [], circles: [circle] }];
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
