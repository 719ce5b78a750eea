import type { Point } from "../model/great-circle.ts";
import type { NearClause } from "../model/subscription.ts";
import type { IncidentView } from "./incident-view.ts";
import { SiteTree, boxesAround, farthestKm } from "./site-tree.ts";

interface Site {
  readonly near: NearClause;
  readonly number: number;
  rules: number;
}

/**
 * Numbers of distances as rules ask for them: all who ask for the same distances of the same point are
 * filed under one number, as if that were a region. Sites have odd numbers, regions even ones.
 */
export class SiteKeys {
  readonly #tree = new SiteTree();
  readonly #sites = new Map<string, Site>();
  readonly #impacts = new WeakMap<ReadonlyMap<string, number>, string>();
  readonly #free: number[] = [];

  /** The number, for one rule more. */
  add(near: NearClause): number {
    const name = this.#nameOf(near);
    const site = this.#sites.get(name) ?? this.#enter(name, near);
    site.rules += 1;
    return site.number;
  }

  /** The number, for one rule less. */
  remove(near: NearClause): number {
    const name = this.#nameOf(near);
    const site = this.#sites.get(name) ?? this.#enter(name, near);
    site.rules -= 1;
    if (site.rules > 0) return site.number;
    for (const box of boxesOf(site.near)) this.#tree.remove(box, site.number);
    this.#sites.delete(name);
    this.#free.push(site.number);
    return site.number;
  }

  /** Those that are near enough to any of the points. */
  told(points: readonly Point[], view: IncidentView): Set<number> {
    const numbers = new Set<number>();
    for (const point of points) this.#tree.visit(point, view, (number) => numbers.add(number));
    return numbers;
  }

  #enter(name: string, near: NearClause): Site {
    const number = this.#free.pop() ?? this.#sites.size * 2 + 1;
    const site = { near, number, rules: 0 };
    this.#sites.set(name, site);
    for (const box of boxesOf(near)) this.#tree.add(box, number);
    return site;
  }

  #nameOf({ lat, lon, km, impactKm }: NearClause): string {
    const { unknown, minor, moderate, severe, extreme } = km;
    const impact = impactKm ? this.#impacts.getOrInsertComputed(impactKm, nameOfImpact) : "";
    return `${lat} ${lon} ${unknown} ${minor} ${moderate} ${severe} ${extreme} ${impact}`;
  }
}

function nameOfImpact(impactKm: ReadonlyMap<string, number>): string {
  return [...impactKm].map((entry) => entry.join(" ")).join(" ");
}

function boxesOf(near: NearClause) {
  return boxesAround(near, farthestKm(near)).map((box) => ({ ...box, floor: 0, near }));
}
