import RBush from "rbush";

import { type Point, distanceKm } from "../model/great-circle.ts";
import type { NearClause, Polygon } from "../model/subscription.ts";
import type { IncidentView } from "./incident-view.ts";
import { floorOf } from "./severity-floor.ts";
import { nearLimitKm } from "./where-clauses.ts";

/** Degrees; `minX` and `maxX` are longitudes from -180 to 180. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** A box, and what an incident must have to be worth trying. */
export interface Site extends Box {
  readonly floor: number;
  /** Undefined: an area, whose border is looked at when the rule is tried. */
  readonly near: NearClause | undefined;
}

interface Filed extends Site {
  readonly slot: number;
  /** How far each floor's distance reaches from the middle of the box at most: a byte each, in eighths of a degree of latitude; 255: all of it. */
  readonly reach: number;
}

/** Subscriptions by the boxes that their sites and areas lie in. */
export class SiteTree {
  readonly #tree = new RBush<Filed>();

  add(site: Site, slot: number): void {
    this.#tree.insert({ ...site, slot, reach: reachOf(site) });
  }

  remove(site: Site, slot: number): void {
    this.#tree.remove({ ...site, slot, reach: 0 }, isSame);
  }

  /** Gives every subscription that may hear of the point; one may come more than once. */
  visit(point: Point, view: IncidentView, see: (slot: number) => void): void {
    const { lat, lon } = point;
    const highest = floorOf(view.incident.classification.severity);
    const found = this.#tree.search({ minX: lon, maxX: lon, minY: lat, maxY: lat });
    for (const { slot, floor, near, minY, maxY, reach } of found) {
      if (floor > highest) continue;
      // What most are told apart by stands in the box itself: the site lies elsewhere in the memory.
      const farthest = (reach >>> (highest * 8)) & 255;
      if (farthest < 255 && Math.abs((minY + maxY) / 2 - lat) > farthest / REACH_STEPS) continue;
      // A box has to have room for the worst; most incidents are milder.
      if (near && isFar(near, point, nearLimitKm(near, view.incident))) continue;
      see(slot);
    }
  }
}

/** Steps of a degree. */
const REACH_STEPS = 8;

/** Of a site with plain distances; unknown severity is filed with minor. */
function reachOf({ near }: Site): number {
  if (!near || near.impactKm) return -1;
  const { unknown, minor, moderate, severe, extreme } = near.km;
  return [Math.max(unknown, minor), moderate, severe, extreme].reduce((packed, km, floor) => {
    // A hair more, for what the middle of the box loses in adding.
    const steps = Math.ceil((km / KM_PER_DEGREE) * REACH_STEPS + 0.01);
    return packed | (Math.min(255, steps) << (floor * 8));
  }, 0);
}

/** Most are told apart by their latitudes, which costs nothing. */
function isFar(near: NearClause, point: Point, limit: number): boolean {
  if (Math.abs(near.lat - point.lat) * KM_PER_DEGREE > limit) return true;
  return distanceKm(near, point) > limit;
}

function isSame(a: Filed, b: Filed): boolean {
  return (
    a.slot === b.slot &&
    a.minX === b.minX &&
    a.maxX === b.maxX &&
    a.minY === b.minY &&
    a.maxY === b.maxY
  );
}

/** Less than a degree of any great circle of the mean sphere has: a box may be too wide, never too narrow. */
const KM_PER_DEGREE = 110.5;
const RADIANS = Math.PI / 180;

/** Boxes that together hold every point within `km`: two where it crosses the date line. */
export function boxesAround(
  { lat, lon }: { readonly lat: number; readonly lon: number },
  km: number,
): Box[] {
  const reach = km / KM_PER_DEGREE;
  const [minY, maxY] = [lat - reach, lat + reach];
  // Around a pole every longitude is near.
  if (minY <= -90 || maxY >= 90) return [{ minX: -180, maxX: 180, minY, maxY }];
  const half =
    Math.asin(Math.min(1, Math.sin(reach * RADIANS) / Math.cos(lat * RADIANS))) / RADIANS;
  const [minX, maxX] = [lon - half, lon + half];
  if (maxX - minX >= 360) return [{ minX: -180, maxX: 180, minY, maxY }];
  const boxes = [{ minX: Math.max(minX, -180), maxX: Math.min(maxX, 180), minY, maxY }];
  if (minX < -180) boxes.push({ minX: minX + 360, maxX: 180, minY, maxY });
  if (maxX > 180) boxes.push({ minX: -180, maxX: maxX - 360, minY, maxY });
  return boxes;
}

export function farthestKm({ km, impactKm }: NearClause): number {
  return Math.max(...Object.values(km)) + Math.max(0, ...(impactKm?.values() ?? []));
}

export function boxOf({ rings }: Polygon): Box {
  const points = rings[0] ?? [];
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return {
    minX: Math.min(...lons),
    maxX: Math.max(...lons),
    minY: Math.min(...lats),
    maxY: Math.max(...lats),
  };
}
