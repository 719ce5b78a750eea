import { distanceKm } from "../../model/great-circle.ts";
import type { RegionCode } from "../../model/region.ts";
import type { Entity } from "./gazetteer.ts";
import type { Group } from "./group-mentions.ts";

const NEARBY_KM = 250;
/** A reading this far ahead of the next counts in full as company for others. */
const CLEAR_MARGIN = 1.5;

/** What the other names of a text say for a reading: the countries, divisions and points they mean. */
export interface Company {
  /** Countries the text names as such. */
  readonly named: ReadonlySet<RegionCode>;
  readonly countries: ReadonlyMap<RegionCode, number>;
  readonly subdivisions: ReadonlyMap<RegionCode, number>;
  readonly countryTotal: number;
  readonly subdivisionTotal: number;
  readonly anchors: readonly Anchor[];
}

interface Anchor {
  readonly group: Group;
  readonly entity: Entity;
  readonly weight: number;
}

/** Points beyond this many would make long texts slow, and add nothing. */
const MOST_ANCHORS = 40;

export function readCompany(groups: readonly Group[]): Company {
  const countries = new Map<RegionCode, number>();
  const subdivisions = new Map<RegionCode, number>();
  const anchors: Anchor[] = [];
  const named = new Set<RegionCode>();
  let [countryTotal, subdivisionTotal] = [0, 0];
  for (const group of groups) {
    const { entity } = group.best.candidate;
    const weight = weightOf(group);
    if (entity.country === null) continue;
    if (entity.kind === "country") named.add(entity.country);
    countries.set(entity.country, (countries.get(entity.country) ?? 0) + weight);
    countryTotal += weight;
    if (entity.subdivision !== null) {
      subdivisions.set(entity.subdivision, (subdivisions.get(entity.subdivision) ?? 0) + weight);
      subdivisionTotal += weight;
    }
    if (entity.kind === "place" && anchors.length < MOST_ANCHORS)
      anchors.push({ group, entity, weight });
  }
  return { named, countries, subdivisions, countryTotal, subdivisionTotal, anchors };
}

export function weightOf({ mentions, margin }: Group): number {
  return mentions.length * (margin > CLEAR_MARGIN ? 1 : 0.4);
}

/** 0..1: how near the nearest other place of the text lies. */
export function nearness(entity: Entity, own: Group, { anchors }: Company): number {
  if (entity.kind !== "place" && entity.kind !== "district") return 0;
  let most = 0;
  for (const { group, entity: anchor, weight } of anchors) {
    // A degree of latitude is 111 km: most anchors need no trigonometry.
    if (group === own || Math.abs(anchor.lat - entity.lat) * 111 > NEARBY_KM) continue;
    const km = distanceKm(entity, anchor);
    if (km < NEARBY_KM)
      most = Math.max(most, (1 - km / NEARBY_KM) * Math.min(1, 0.6 + 0.2 * weight));
  }
  return most;
}
