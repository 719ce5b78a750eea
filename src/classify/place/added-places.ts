import type { RegionCode } from "../../model/region.ts";
import { foldName } from "./gazetteer-format.ts";
import type { Candidate, Entity, Gazetteer, NameEntry } from "./gazetteer.ts";
import { loosen, SHORTEST_LOOSE_KEY } from "./loose-spelling.ts";

/** A place that an operator adds to those shipped. */
export interface AddedPlace {
  /** The first is what it is called, the others lesser spellings. */
  readonly names: readonly [string, ...string[]];
  readonly country: RegionCode;
  readonly subdivision: RegionCode | null;
  readonly lat: number;
  readonly lon: number;
  readonly population: number;
  readonly feature: string;
  readonly geonamesId: number;
  /** The name means just this place, wherever else the gazetteer knows one. */
  readonly only?: boolean | undefined;
}

export interface Additions {
  readonly places: readonly AddedPlace[];
  /** Names that are no places'. */
  readonly never: readonly string[];
}

/** Entities of the shipped gazetteer count up from 0; each layer of additions has numbers of its own. */
const FIRST_OF_LAYER = 1_000_000_000;

/** The gazetteer with an operator's places in it; `layer` tells additions upon additions apart. */
export function withPlaces(
  gazetteer: Gazetteer,
  { places, never }: Additions,
  layer: 1 | 2,
): Gazetteer {
  if (places.length === 0 && never.length === 0) return gazetteer;
  const first = layer * FIRST_OF_LAYER;
  const added = places.filter((place) => !isKnown(place, gazetteer));
  const entries = entriesOf(added, first);
  const beginnings = beginningsOf(entries.keys());
  const byEar = earIndex(entries);
  const only = new Set(added.filter((one) => one.only).flatMap(({ names }) => names.map(foldName)));
  const refused = new Set(never.map(foldName));
  return {
    ...gazetteer,
    find(key) {
      if (refused.has(key)) return undefined;
      const own = entries.get(key);
      const shipped = gazetteer.find(key);
      if (own === undefined) return shipped;
      return shipped === undefined || only.has(key)
        ? { candidates: own, commonness: 0 }
        : merged(own, shipped);
    },
    findByEar: (key, country) => [
      ...(byEar.get(`${country} ${loosen(key)}`) ?? []),
      ...gazetteer.findByEar(key, country),
    ],
    hasNameBeginning: (key) => beginnings.has(key) || gazetteer.hasNameBeginning(key),
    canonicalOf(entity) {
      const at = entity.id - first;
      return at >= 0 && at < FIRST_OF_LAYER
        ? (added[at]?.names[0] ?? "")
        : gazetteer.canonicalOf(entity);
    },
  };
}

function merged(own: readonly Candidate[], shipped: NameEntry): NameEntry {
  return { ...shipped, candidates: [...own, ...shipped.candidates] };
}

/** Already shipped, under the same number of GeoNames. */
function isKnown({ names: [name], geonamesId, only }: AddedPlace, gazetteer: Gazetteer): boolean {
  if (geonamesId === 0 || only === true) return false;
  const known = gazetteer.find(foldName(name))?.candidates ?? [];
  return known.some(({ entity }) => entity.geonamesId === geonamesId);
}

function entriesOf(places: readonly AddedPlace[], first: number): Map<string, Candidate[]> {
  const entries = new Map<string, Candidate[]>();
  for (const [index, place] of places.entries()) {
    const entity = entityOf(place, first + index);
    const [main, ...others] = new Set(place.names.map(foldName));
    for (const key of [main, ...others]) {
      if (key === undefined || key === "") continue;
      const form = key === main ? "main" : "alternate";
      entries.getOrInsertComputed(key, () => []).push({ entity, form });
    }
  }
  return entries;
}

function entityOf(place: AddedPlace, id: number): Entity {
  const { country, subdivision, lat, lon, population, feature, geonamesId } = place;
  return { id, kind: "place", country, subdivision, lat, lon, population, feature, geonamesId };
}

/** The first words of every longer name. */
function beginningsOf(keys: Iterable<string>): Set<string> {
  const beginnings = new Set<string>();
  for (const key of keys)
    for (let at = key.indexOf(" "); at !== -1; at = key.indexOf(" ", at + 1))
      beginnings.add(key.slice(0, at));
  return beginnings;
}

function earIndex(entries: ReadonlyMap<string, readonly Candidate[]>): Map<string, Candidate[]> {
  const index = new Map<string, Candidate[]>();
  for (const [key, candidates] of entries) {
    const loose = loosen(key);
    if (loose.length < SHORTEST_LOOSE_KEY) continue;
    for (const candidate of candidates)
      index
        .getOrInsertComputed(`${candidate.entity.country ?? ""} ${loose}`, () => [])
        .push(candidate);
  }
  return index;
}
