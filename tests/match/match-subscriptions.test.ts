import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { traceSubscription } from "#src/match/compile-subscription.ts";
import { compileSubscriptions, openMatcher } from "#src/match/match-subscriptions.ts";
import { distanceKm } from "#src/model/great-circle.ts";
import type { Incident } from "#src/model/incident.ts";
import { SEVERITIES } from "#src/model/severity.ts";
import type { Clauses, Rule, Subscription } from "#src/model/subscription.ts";
import { type Category, threatType } from "#src/model/threat.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { aPlace, aRule, aSubscription, anIncident, region, toldBy } from "./incidents.ts";

const CODES = ["SY", "SY-RD", "SY-HL", "LB", "IQ", "IQ-AN", "ML", "ML-7", "FR"] as const;
const NAMES = [...CODES, "Western Asia", "Western Africa"] as const;
const TYPES = [...SMALL_TAXONOMY.values()].flatMap(({ slug, category, also }) =>
  [category, ...also].map((one: Category) => threatType(one, slug)),
);
const WORDS = ["bomb", "UNRWA", "al-Hol", "Gao"] as const;

const aFew = <T>(choices: readonly T[], max = 3) =>
  fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1, maxLength: max });
const point = {
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
};
const distance = fc.integer({ min: 1, max: 2000 });
const circle = fc.record({ name: fc.constant("circle"), ...point, km: distance });
const regions = fc
  .tuple(aFew(NAMES), fc.array(circle, { maxLength: 1 }))
  .map(([names, circles]) => names.map((name) => ({ ...region(name), circles })));
const near = fc.record({ ...point, km: distance }).map(({ lat, lon, km }) => ({
  name: "office",
  lat,
  lon,
  km: { unknown: km, minor: km, moderate: km, severe: km * 2, extreme: km * 3 },
}));

const clauses: fc.Arbitrary<Clauses> = fc.record(
  {
    regions,
    near,
    threats: aFew([...TYPES, "terrorism", "crime", "hazards"]),
    severity: fc.constantFrom(...SEVERITIES),
    words: aFew(WORDS),
    sources: fc.record({ not: fc.subarray(["wire"]), atLeast: fc.integer({ min: 1, max: 2 }) }),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<Rule> = fc
  .tuple(clauses, fc.array(clauses, { maxLength: 1 }), fc.uuid())
  .map(([all, unless, name]) => aRule(all, { unless, name }));
const subscription: fc.Arbitrary<Subscription> = fc
  .tuple(rule, fc.array(rule, { maxLength: 2 }), fc.array(clauses, { maxLength: 1 }))
  .map(([first, rest, unless]) => aSubscription([first, ...rest], { unless }));
const subscriptions = fc
  .array(subscription, { maxLength: 12 })
  .map((all) => all.map((each, at) => ({ ...each, id: `desk-${at}` })));
const incident = fc
  .record({
    regions: fc.subarray([...CODES]),
    threats: fc.subarray(TYPES, { maxLength: 3 }),
    severity: fc.constantFrom(...SEVERITIES),
    text: fc.subarray([...WORDS, "nothing"]).map((words) => words.join(" and ")),
    places: fc.array(
      fc.record(point).map(({ lat, lon }) => aPlace("there", lat, lon)),
      { maxLength: 2 },
    ),
    second: fc.boolean(),
    relevant: fc.boolean(),
  })
  .map(({ second, ...told }) =>
    anIncident({ ...told, toldBy: second ? [toldBy("wire"), toldBy("field")] : [toldBy("wire")] }),
  );

function tryAll(all: readonly Subscription[], one: Incident) {
  return all.flatMap((each) => {
    const trace = traceSubscription(each, one, SMALL_TAXONOMY);
    return trace.matched ? [{ subscription: each, rules: trace.rules }] : [];
  });
}

describe("a matcher", () => {
  test("finds what trying every rule of every subscription finds, with the same facts", () => {
    fc.assert(
      fc.property(subscriptions, incident, (all, one) => {
        expect(compileSubscriptions(all, SMALL_TAXONOMY).match(one)).toEqual(tryAll(all, one));
      }),
      { numRuns: 1500 },
    );
  });

  test("that was changed one subscription at a time is the same as one made of what is left", () => {
    fc.assert(
      fc.property(subscriptions, subscriptions, fc.nat(), incident, (first, then, gone, one) => {
        const matcher = openMatcher(SMALL_TAXONOMY);
        for (const each of [...first, ...then]) matcher.add(each);
        matcher.remove(`desk-${gone % 12}`);
        const left = [...first.slice(then.length), ...then];
        const expected = left.filter(({ id }) => id !== `desk-${gone % 12}`);
        expect(matcher.match(one)).toEqual(tryAll(expected, one));
      }),
      { numRuns: 500 },
    );
  });

  test("agrees with the rules of regions, threats and severity as the manual says them", () => {
    const bare = fc.record(
      {
        regions: aFew(NAMES).map((names) => names.map(region)),
        threats: aFew([...TYPES, "terrorism", "crime"]),
        severity: fc.constantFrom(...SEVERITIES),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(bare, incident, (asked, one) => {
        const { relevant, regions: where, threats, severity } = one.classification;
        const isWhere = (asked.regions ?? []).some(({ codes }) =>
          codes.some((code) => where.some((each) => each === code || each.startsWith(`${code}-`))),
        );
        const isWhat = (asked.threats ?? []).some((wanted) => {
          const [category = "", slug] = wanted.split("/");
          if (slug === undefined)
            return threats.some(({ type }) => type.startsWith(`${category}/`));
          const isHome = SMALL_TAXONOMY.get(slug)?.category === category;
          return threats.some(({ type }) => (isHome ? type.endsWith(`/${slug}`) : type === wanted));
        });
        const isBadEnough =
          asked.severity === "minor" ||
          SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(asked.severity ?? "unknown");
        const expected =
          relevant && (!asked.regions || isWhere) && (!asked.threats || isWhat) && isBadEnough;
        const matcher = compileSubscriptions([aSubscription([aRule(asked)])], SMALL_TAXONOMY);
        expect(matcher.match(one).length === 1).toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test("names each subscription once, with every rule that holds", () => {
    const rules = [
      aRule({ severity: "minor" }),
      aRule({ words: ["bomb"] }, { name: "b" }),
    ] as const;
    const found = compileSubscriptions([aSubscription(rules)], SMALL_TAXONOMY).match(anIncident());
    expect(found.map((match) => match.rules.map(({ rule: name }) => name))).toEqual([
      ["rule 1", "b"],
    ]);
  });

  test("files a rule of many regions and threats by region alone, and still finds it", () => {
    const wide = aRule({
      regions: ["Western Asia", "Western Africa", "FR", "GB"].map(region),
      threats: TYPES,
    });
    const matcher = compileSubscriptions([aSubscription([wide])], SMALL_TAXONOMY);
    expect(matcher.match(anIncident({ regions: ["ML-7"] }))).toHaveLength(1);
  });
});

describe("distance", () => {
  test.for([
    ["Damascus to Beirut", [33.5138, 36.2765], [33.8938, 35.5018], 83],
    ["London to Paris", [51.5074, -0.1278], [48.8566, 2.3522], 344],
    ["across the date line", [0, 179.5], [0, -179.5], 111],
    ["pole to pole", [90, 0], [-90, 0], 20_015],
  ] as const)("%s", ([, [lat1, lon1], [lat2, lon2], km]) => {
    expect(Math.round(distanceKm({ lat: lat1, lon: lon1 }, { lat: lat2, lon: lon2 }))).toBe(km);
  });
});
