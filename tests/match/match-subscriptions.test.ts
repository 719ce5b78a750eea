import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { traceSubscription } from "#src/match/compile-subscription.ts";
import { compileSubscriptions, openMatcher } from "#src/match/match-subscriptions.ts";
import { distanceKm } from "#src/model/great-circle.ts";
import { SEVERITIES } from "#src/model/severity.ts";
import {
  AMBIGUITIES,
  type Clauses,
  type Rule,
  type Subscription,
} from "#src/model/subscription.ts";
import { type Category, threatType } from "#src/model/threat.ts";
import { aRegion } from "#tests/support/atlas.ts";
import { SMALL_TAXONOMY } from "#tests/support/taxonomy.ts";

import { aPlace, aRule, aSubscription, anIncident, region, toldBy } from "./incidents.ts";

const CODES = ["SY", "SY-RD", "SY-HL", "LB", "IQ", "IQ-AN", "ML", "ML-7", "FR"] as const;
const NAMES = [...CODES, "Western Asia", "Western Africa"] as const;
const TYPES = [...SMALL_TAXONOMY.values()].flatMap(({ slug, category, also }) =>
  [category, ...also].map((one: Category) => threatType(one, slug)),
);
const WORDS = [
  "bomb",
  "UNRWA",
  "al-Hol",
  "Al",
  "Gao",
  "Газа",
  "ONU",
  "UN",
  "kidnapping",
  "armed attack",
  "взрыв",
  "secuestro",
  "京都",
  "!",
] as const;

/** Of phrases, of one that begins like another, of what folds, and of what is none of them. */
const TEXTS = [
  "a bombs.",
  "BOMB",
  "UNRWA's",
  "Al Hol",
  "Al, but",
  "«Газа»",
  "de l’ONU",
  "U.N. men",
  "Kidnapped,",
  "armed attacks",
  "взрывы",
  "secuestrados",
  "東京都",
  "京都で",
  "nothing",
];
const EVERY_10_KM = { unknown: 10, minor: 10, moderate: 10, severe: 10, extreme: 10 };
const IMPACT = new Map([
  ["hazards", 300],
  ["hazards/flood", 20],
]);

function idsOf(subscriptions: Iterable<Subscription>): readonly string[] {
  return Array.from(subscriptions, ({ id }) => id).toSorted();
}

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

const square = fc.record(point).map(({ lat, lon }) => ({
  name: "square",
  rings: [
    [
      [lon, lat],
      [lon + 20, lat],
      [lon + 20, lat + 20],
      [lon, lat + 20],
      [lon, lat],
    ] as const,
  ],
}));
const areas = fc
  .tuple(aFew(NAMES, 1), fc.array(square, { maxLength: 1 }))
  .map(([names, polygons]) => names.map((name) => ({ ...region(name), polygons })));

const plain: fc.Arbitrary<Clauses> = fc.record(
  {
    regions: aFew(NAMES).map((names) => names.map(region)),
    threats: aFew([...TYPES, "terrorism", "crime", "hazards"], 8),
    severity: fc.constantFrom(...SEVERITIES),
    words: aFew(WORDS),
  },
  { requiredKeys: [] },
);
const any: fc.Arbitrary<Clauses> = fc.record(
  {
    regions: fc.oneof(regions, areas),
    near: fc
      .tuple(near, fc.boolean())
      .map(([one, reaches]) => (reaches ? { ...one, impactKm: IMPACT } : one)),
    threats: aFew([...TYPES, "terrorism", "crime", "hazards", "crime/of-no-taxonomy"]),
    severity: fc.constantFrom(...SEVERITIES),
    words: aFew(WORDS),
    sources: fc.record({ not: fc.subarray(["wire"]), atLeast: fc.integer({ min: 1, max: 2 }) }),
    languages: aFew(["en", "ar"]),
    actors: aFew(["Islamic State", "UNSC-1267"]),
    casualties: fc.record({ kinds: fc.constant([]), together: fc.integer({ min: 1, max: 8 }) }),
    confidence: fc.constantFrom(0.5, 0.95),
    maxAge: fc.integer({ min: 1, max: 5 }),
    ambiguous: fc.constantFrom(...AMBIGUITIES),
    mentions: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** Of a few sites, so that several rules have one in common; two differ in nothing but what reaches them. */
const sited: fc.Arbitrary<Clauses> = fc.record(
  {
    near: fc
      .tuple(fc.constantFrom(0, 60, 179.5), fc.constantFrom(300, 5000), fc.boolean())
      .map(([at, km, reaches]) => ({
        name: "site",
        lat: at / 2,
        lon: at,
        km: { unknown: km, minor: km, moderate: km, severe: km * 2, extreme: km * 3 },
        impactKm: reaches ? IMPACT : undefined,
      })),
    threats: aFew([...TYPES, "terrorism", "hazards"], 3),
    severity: fc.constantFrom(...SEVERITIES),
    words: aFew(WORDS),
  },
  { requiredKeys: ["near"] },
);
/** Two thirds are of the clauses that the index knows by number, alone and together. */
const clauses = fc.oneof(plain, sited, any);
const rule: fc.Arbitrary<Rule> = fc
  .tuple(clauses, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.tuple(clauses)), fc.uuid())
  .map(([all, unless, name]) => aRule(all, { unless, name }));
const subscription: fc.Arbitrary<Subscription> = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    rule,
    fc.array(rule, { maxLength: 2 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.tuple(clauses)),
  )
  .map(([number, first, rest, unless]) =>
    aSubscription([first, ...rest], { id: `s${number}`, unless }),
  );
const place = fc
  .record({
    ...point,
    role: fc.constantFrom("event" as const, "mentioned" as const),
    code: fc.constantFrom(...CODES),
    other: fc.option(fc.record({ ...point, code: fc.constantFrom(...CODES) })),
    confidence: fc.constantFrom(0.4, 0.9, 1),
  })
  .map(({ lat, lon, role, code, other, confidence }) =>
    aPlace("there", lat, lon, {
      role,
      confidence,
      country: aRegion(code.slice(0, 2)),
      subdivision: code.length > 2 ? aRegion(code) : null,
      alternatives: other
        ? [{ ...aPlace("else", other.lat, other.lon), country: aRegion(other.code.slice(0, 2)) }]
        : [],
    }),
  );
const incident = fc
  .record({
    regions: fc.subarray([...CODES]),
    threats: fc.subarray(TYPES, { maxLength: 3 }),
    severity: fc.constantFrom(...SEVERITIES),
    text: fc.subarray(TEXTS).map((words) => words.join(" ")),
    places: fc.array(place, { maxLength: 3 }),
    second: fc.boolean(),
    relevant: fc.boolean(),
    said: fc.record(
      {
        language: fc.constantFrom("en", "es", "ru", "ar", null),
        actors: fc.constant([{ name: "Islamic State", lists: ["UNSC-1267"], start: 0, end: 1 }]),
        occurredOn: fc.constantFrom("2025-12-30", "2026-01-01"),
        occurredPrecision: fc.constant("day" as const),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ second, ...told }) =>
    anIncident({ ...told, toldBy: second ? [toldBy("wire"), toldBy("field")] : [toldBy("wire")] }),
  );

/** `MATCH_RUNS=20000` makes it a proof of hundreds of thousands of cases, for some minutes. */
const RUNS = Number(process.env["MATCH_RUNS"] ?? 800);

describe("a matcher", () => {
  test(
    "finds what trying every rule of every subscription finds, whatever came and went before",
    () => {
      const change = fc.oneof(
        { weight: 4, arbitrary: subscription.map((added) => ({ added })) },
        {
          weight: 1,
          arbitrary: fc.integer({ min: 1, max: 12 }).map((id) => ({ removed: `s${id}` })),
        },
      );
      fc.assert(
        fc.property(
          fc.array(change, { maxLength: 24 }),
          fc.array(incident, { minLength: 1, maxLength: 4 }),
          (changes, told) => {
            const matcher = openMatcher(SMALL_TAXONOMY);
            const standing = new Map<string, Subscription>();
            for (const one of changes) {
              if ("added" in one) {
                matcher.add(one.added);
                standing.set(one.added.id, one.added);
              } else {
                matcher.remove(one.removed);
                standing.delete(one.removed);
              }
            }
            for (const incidentTold of told) {
              const tried = [...standing.values()].filter(
                (each) => traceSubscription(each, incidentTold, SMALL_TAXONOMY).matched,
              );
              expect(idsOf(matcher.match(incidentTold))).toEqual(idsOf(tried));
            }
          },
        ),
        { numRuns: RUNS },
      );
    },
    60_000 + RUNS * 100,
  );

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
        expect(matcher.match(one).size === 1).toBe(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test("what it found follows the subscriptions", () => {
    const matcher = openMatcher(SMALL_TAXONOMY);
    const add = (id: string, code: string) =>
      matcher.add(aSubscription([aRule({ regions: [region(code)] })], { id }));
    for (const id of ["a", "b"]) add(id, "SY");
    add("c", "FR");
    const found = matcher.match(anIncident());
    expect(["a", "b", "c", "d"].map((id) => found.has(id))).toEqual([true, true, false, false]);
    matcher.remove("a");
    add("c", "SY");
    expect(["a", "b", "c"].map((id) => found.has(id))).toEqual([false, true, true]);
    expect(idsOf(found)).toEqual(["b", "c"]);
    expect(found.size).toBe(2);
    expect([matcher.size, matcher.get("a"), matcher.get("b")?.id]).toEqual([2, undefined, "b"]);
    expect(idsOf(matcher.values())).toEqual(["b", "c"]);
  });

  test("finds a word at the end of a text of any length", () => {
    const matcher = compileSubscriptions(
      [aSubscription([aRule({ words: ["bomb"] })])],
      SMALL_TAXONOMY,
    );
    for (const text of [`${"word ".repeat(5_000)}bomb`, "a bomb", "word ".repeat(9)]) {
      expect(matcher.match(anIncident({ text })).size).toBe(Number(text.includes("bomb")));
    }
  });

  test("names each subscription once, however many of its rules hold", () => {
    const rules = [
      aRule({ severity: "minor" }),
      aRule({ words: ["bomb"] }, { name: "b" }),
    ] as const;
    const found = compileSubscriptions([aSubscription(rules)], SMALL_TAXONOMY).match(anIncident());
    expect(idsOf(found)).toEqual(["desk"]);
  });

  test("many of one kind, of which most go again, are told apart", () => {
    const matcher = openMatcher(SMALL_TAXONOMY);
    const ids = Array.from({ length: 5000 }, (_, at) => `s${at}`);
    const kinds = [
      aRule({ regions: [region("SY")] }),
      aRule({ words: ["bomb", "al-Hol"] }),
      aRule({ near: { name: "office", lat: 33.5, lon: 36.3, km: EVERY_10_KM } }),
      aRule({ sources: { not: [], atLeast: 1 } }),
    ];
    for (const [at, id] of ids.entries()) {
      matcher.add(aSubscription([kinds[at % 4] ?? aRule({})], { id }));
    }
    expect(idsOf(matcher.match(anIncident()))).toEqual(ids.toSorted());
    for (const [at, id] of ids.entries()) if (at % 7 !== 0) matcher.remove(id);
    const left = ids.filter((_, at) => at % 7 === 0);
    expect(idsOf(matcher.match(anIncident()))).toEqual(left.toSorted());
    matcher.add(aSubscription([aRule({ regions: [region("FR")] })], { id: "s0" }));
    expect(idsOf(matcher.match(anIncident()))).toEqual(left.slice(1).toSorted());
  });

  test("files a rule of many regions and threats by region alone, and still finds it", () => {
    const wide = aRule({
      regions: ["Western Asia", "Western Africa", "FR", "GB"].map(region),
      threats: TYPES,
    });
    const matcher = compileSubscriptions([aSubscription([wide])], SMALL_TAXONOMY);
    expect(matcher.match(anIncident({ regions: ["ML-7"] })).size).toBe(1);
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
