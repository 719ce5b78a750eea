import type { Atlas, AtlasEntry } from "../../src/model/atlas.ts";
import { countryOf, type RegionCode } from "../../src/model/region.ts";
import type { NearClause, RegionClause, Rule, Subscription } from "../../src/model/subscription.ts";
import type { Taxonomy } from "../../src/model/threat.ts";
import { pick, seeded, several, zipf, type Chance } from "./chance.ts";

const SUB_REGION_LEAST_COUNTRIES = 4;
const FLOORS = ["minor", "moderate", "severe", "extreme"] as const;
const KM = { unknown: 15, minor: 15, moderate: 25, severe: 100, extreme: 300 };

export interface SubscriberWorld {
  readonly atlas: Atlas;
  readonly taxonomy: Taxonomy;
  /** Those that are watched most, first. */
  readonly watched: readonly RegionCode[];
  readonly vocabulary: readonly string[];
}

/**
 * Subscriptions of one rule: 1 to 5 regions (country 60 %, subdivision 25 %,
 * sub-region 15 %), 1 to 6 types and a severity each; a fifth asks for words as
 * well, a tenth for a distance in place of the regions. Countries and types are
 * asked for by Zipf's law.
 */
export function subscribers(
  world: SubscriberWorld,
): (count: number, seed: number, prefix?: string) => Subscription[] {
  const draw = drawing(world);
  return (count, seed, prefix = "s") => {
    const chance = seeded(seed);
    return Array.from({ length: count }, (_, at) => subscription(`${prefix}${at}`, draw(chance)));
  };
}

function drawing({ atlas, taxonomy, watched, vocabulary }: SubscriberWorld) {
  const places = placesOf(atlas, watched);
  const country = zipf(places.countries, 0.9);
  const threat = zipf(
    Array.from(taxonomy.values(), ({ category, slug }) => `${category}/${slug}`),
    0.7,
  );
  const region = (chance: Chance): RegionClause => {
    const kind = chance();
    const code = country(chance);
    if (kind < 0.6) return places.clause(code.code);
    const inside = places.subdivisions.get(code.code) ?? [code];
    if (kind < 0.85) return places.clause(pick(inside, chance).code);
    return pick(places.subRegions, chance);
  };
  return (chance: Chance): Rule => {
    const isNear = chance() < 0.1;
    return {
      name: "rule 1",
      unless: [],
      regions: isNear ? undefined : several(1, 5, chance, () => region(chance)),
      near: isNear ? site(places, country(chance).code, chance) : undefined,
      threats: several(1, 6, chance, () => threat(chance)),
      severity: pick(FLOORS, chance),
      words: chance() < 0.2 ? several(1, 3, chance, () => pick(vocabulary, chance)) : undefined,
    };
  };
}

function isCountry({ code }: AtlasEntry): boolean {
  return countryOf(code) === code;
}

interface Places {
  readonly countries: readonly AtlasEntry[];
  readonly subdivisions: ReadonlyMap<RegionCode, readonly AtlasEntry[]>;
  readonly subRegions: readonly RegionClause[];
  readonly clause: (code: RegionCode) => RegionClause;
}

function placesOf(atlas: Atlas, watched: readonly RegionCode[]): Places {
  const entries = [...new Set(atlas.vocabulary.map(({ write }) => write))].flatMap(
    (name) => atlas.find(name) ?? [],
  );
  const rank = new Map(watched.map((code, at) => [code, at]));
  const clauses = new Map<RegionCode, RegionClause>();
  const groups = [...new Set(atlas.vocabulary.map(({ write }) => write))].flatMap((name) => {
    const codes = atlas.find(name) ? undefined : atlas.group(name);
    const isSubRegion = codes && codes.length >= SUB_REGION_LEAST_COUNTRIES && codes.length < 60;
    return isSubRegion ? [{ asked: name, codes, circles: [], polygons: [] }] : [];
  });
  return {
    countries: entries
      .filter(isCountry)
      .toSorted((a, b) => (rank.get(a.code) ?? Infinity) - (rank.get(b.code) ?? Infinity) || 0),
    subdivisions: Map.groupBy(
      entries.filter((entry) => !isCountry(entry)),
      ({ code }) => countryOf(code),
    ),
    subRegions: groups,
    clause: (code) =>
      clauses.getOrInsertComputed(code, () => ({
        asked: code,
        codes: [code],
        circles: [],
        polygons: [],
      })),
  };
}

function site(places: Places, country: RegionCode, chance: Chance): NearClause {
  const { name, lat, lon } = pick(places.subdivisions.get(country) ?? places.countries, chance);
  return { name, lat, lon, km: KM };
}

function subscription(id: string, rule: Rule): Subscription {
  return {
    id,
    name: id,
    to: ["reader@example.org"],
    timezone: "UTC",
    match: [rule],
    unless: [],
    deliver: [{ kind: "hourly" }],
    mail: { format: "html" },
    tests: [],
  };
}
