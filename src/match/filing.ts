import type { NearClause, RegionClause, Rule, Subscription } from "../model/subscription.ts";
import { RegionKeys } from "./region-keys.ts";
import { floorOf } from "./severity-floor.ts";
import { type Box, type Site, boxOf, boxesAround, farthestKm } from "./site-tree.ts";
import { ThreatKeys } from "./threat-keys.ts";

/** Where one rule is filed, and whether being found there is enough. */
export interface RuleFiling {
  /** 0 none or minor, 1 moderate, 2 severe, 3 extreme. */
  readonly floor: number;
  /** Of regions. Empty: none can hold. */
  readonly places: readonly number[];
  /** Empty: none can hold. */
  readonly threats: readonly number[];
  readonly words: readonly string[] | undefined;
  readonly near: NearClause | undefined;
  /** Its areas, or where its distance reaches. */
  readonly sites: readonly Site[];
  /** `keys`: its places, threats, floor and words tell it in full. `clauses`: every clause has to be looked at. */
  readonly trust: "keys" | "clauses";
}

export interface Keys {
  readonly regions: RegionKeys;
  readonly threats: ThreatKeys;
}

/** Beyond this many pairs a rule is filed by region alone, and tried. */
const MAX_PAIRS = 256;

/** The clauses that numbers tell in full; whoever has others is tried clause by clause. */
const KEYED = new Set<string>([
  "name",
  "unless",
  "regions",
  "threats",
  "severity",
  "words",
  "near",
]);

export function fileRule(
  rule: Rule,
  { unless }: Pick<Subscription, "unless">,
  keys: Keys,
): RuleFiling {
  const { regions, near, words } = rule;
  const places = regions ? placesOf(regions, keys) : ANY_PLACE;
  const threats = rule.threats ? threatsOf(rule.threats, keys) : ANY_THREAT;
  const isKnown = !rule.threats || threats[0] !== ThreatKeys.ANY;
  const isKeyed = isKnown && isSmall(places, threats) && unless.length === 0 && isTold(rule);
  return {
    floor: floorOf(rule.severity),
    places,
    threats,
    words: words && distinct(words),
    near,
    sites: isKeyed ? NO_SITES : sitesOf(rule),
    trust: isKeyed ? "keys" : "clauses",
  };
}

const ANY_PLACE = [RegionKeys.ANY];
const ANY_THREAT = [ThreatKeys.ANY];
const NO_SITES: readonly Site[] = [];

function placesOf(regions: readonly RegionClause[], keys: Keys): readonly number[] {
  const numbers: number[] = [];
  for (const region of regions) {
    const number = keys.regions.asked(region);
    if (number !== undefined) numbers.push(number);
  }
  return distinct(numbers);
}

/** A threat of no taxonomy has no number to be found by: then any threat may be the one. */
function threatsOf(threats: readonly string[], keys: Keys): readonly number[] {
  const numbers: number[] = [];
  for (const threat of threats) {
    const number = keys.threats.asked(threat);
    if (number === undefined) return ANY_THREAT;
    numbers.push(number);
  }
  return distinct(numbers);
}

function distinct<T>(list: readonly T[]): readonly T[] {
  const set = new Set(list);
  return set.size === list.length ? list : [...set];
}

function isSmall(places: readonly number[], threats: readonly number[]): boolean {
  return places.length * threats.length <= MAX_PAIRS;
}

/** Whether numbers tell the rule in full; of a distance and regions both have to hold, and pairs say one place. */
function isTold(rule: Rule): boolean {
  const { regions, near, unless } = rule;
  if (unless.length > 0 || (regions && near)) return false;
  for (const key in rule) {
    if (!KEYED.has(key) && rule[key as keyof Rule] !== undefined) return false;
  }
  return regions?.every(({ circles, polygons }) => circles.length + polygons.length === 0) ?? true;
}

/** The pairs of place and threat under which a rule is found. */
export function pairsOf({
  places,
  threats,
}: Pick<RuleFiling, "places" | "threats">): (readonly [number, number])[] {
  const filed = isSmall(places, threats) ? threats : ANY_THREAT;
  return places.flatMap((place) => filed.map((threat) => [place, threat] as const));
}

/** Of a rule with a distance just that: it has to hold, wherever its regions are. */
function sitesOf({ near, regions = [], severity }: Rule): Site[] {
  const floor = floorOf(severity);
  const boxes = near ? boxesAround(near, farthestKm(near)) : regions.flatMap(areaBoxes);
  return boxes.map((box) => ({ ...box, floor, near }));
}

function areaBoxes({ circles, polygons }: RegionClause): Box[] {
  return [...circles.flatMap((circle) => boxesAround(circle, circle.km)), ...polygons.map(boxOf)];
}
