import type { NearClause, Rule } from "../model/subscription.ts";
import { type Taxonomy, categoryOf, slugOf } from "../model/threat.ts";
import { EVERYWHERE, type IncidentView } from "./incident-view.ts";

/** Finds the rules that an incident could satisfy, without trying them all. */
export interface RuleIndex {
  /** Numbers are the caller's, each given once. */
  add(number: number, rule: Rule): void;
  /** `rule` as it was added. */
  remove(number: number, rule: Rule): void;
  /** Numbers of the rules, ascending; it may hold rules that then fail, it lacks none that would hold. */
  candidates(view: IncidentView): readonly number[];
}

const ANY = "*";
/** Beyond this many entries a rule is filed by region alone. */
const MAX_ENTRIES_PER_RULE = 64;
/** A degree of latitude is never shorter than this (at the equator, WGS 84). */
const KM_PER_DEGREE = 110.5;

/**
 * Files each rule under where (region code, or band of latitude for a distance)
 * and what (category, type or slug). What a rule leaves open is filed under `*`.
 */
export function openRuleIndex(taxonomy: Taxonomy): RuleIndex {
  const filed = new Map<string, Map<string, Set<number>>>();
  return {
    add(number, rule) {
      for (const [place, threat] of shelvesOf(rule, taxonomy)) {
        const shelf = filed.getOrInsertComputed(place, () => new Map<string, Set<number>>());
        shelf.getOrInsertComputed(threat, () => new Set()).add(number);
      }
    },
    remove(number, rule) {
      for (const [place, threat] of shelvesOf(rule, taxonomy)) {
        filed.get(place)?.get(threat)?.delete(number);
      }
    },
    candidates(view) {
      const found = new Set<number>();
      const threats = incidentThreatKeys(view);
      for (const place of incidentPlaceKeys(view)) {
        const shelf = filed.get(place);
        if (!shelf) continue;
        for (const threat of threats)
          for (const number of shelf.get(threat) ?? []) found.add(number);
      }
      return [...found].toSorted((a, b) => a - b);
    },
  };
}

function shelvesOf(rule: Rule, taxonomy: Taxonomy): (readonly [string, string])[] {
  const places = placeKeys(rule);
  const wanted = threatKeys(rule, taxonomy);
  const threats = places.length * wanted.length > MAX_ENTRIES_PER_RULE ? [ANY] : wanted;
  return places.flatMap((place) => threats.map((threat) => [place, threat] as const));
}

function placeKeys({ regions, near }: Rule): string[] {
  if (near) return bandKeys(near.lat, farthestKm(near));
  if (!regions) return [ANY];
  const codes = regions.flatMap((region) => region.codes);
  const bands = regions.flatMap(({ circles, polygons }) => [
    ...circles.flatMap(({ lat, km }) => bandKeys(lat, km)),
    ...polygons.flatMap(({ rings }) => bandsOf(rings.flat().map(([, lat]) => lat))),
  ]);
  return [...new Set([...codes, ...bands])];
}

function bandsOf(latitudes: readonly number[]): string[] {
  const first = Math.floor(Math.min(...latitudes));
  const count = Math.floor(Math.max(...latitudes)) - first + 1;
  return Array.from({ length: count }, (_, step) => bandKey(first + step));
}

function farthestKm({ km, impactKm }: NearClause): number {
  return Math.max(...Object.values(km)) + Math.max(0, ...(impactKm?.values() ?? []));
}

function bandKeys(lat: number, km: number): string[] {
  const reach = km / KM_PER_DEGREE;
  const first = Math.floor(lat - reach);
  const count = Math.floor(lat + reach) - first + 1;
  return Array.from({ length: count }, (_, step) => bandKey(first + step));
}

function bandKey(lat: number): string {
  return `lat:${Math.floor(lat)}`;
}

function threatKeys({ threats }: Rule, taxonomy: Taxonomy): string[] {
  if (!threats) return [ANY];
  return threats.map((threat) => {
    const [category, slug] = threat.split("/");
    return slug !== undefined && taxonomy.get(slug)?.category === category ? slug : threat;
  });
}

function incidentPlaceKeys(view: IncidentView): Set<string> {
  const { regions, points } = view.where(EVERYWHERE);
  return new Set([ANY, ...regions, ...points.map(({ lat }) => bandKey(lat))]);
}

function incidentThreatKeys({ incident }: IncidentView): Set<string> {
  const keys = incident.classification.threats.flatMap(({ type }) => [
    categoryOf(type),
    slugOf(type),
    type,
  ]);
  return new Set([ANY, ...keys]);
}
