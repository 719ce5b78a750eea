import type { NearClause, RegionClause, Rule, Subscription } from "../model/subscription.ts";
import { RegionKeys } from "./region-keys.ts";
import { floorOf } from "./severity-floor.ts";
import { type Box, type Site, boxOf, boxesAround } from "./site-tree.ts";
import { ThreatKeys } from "./threat-keys.ts";

/** Where one rule is filed, and whether being found there is enough. */
export interface RuleFiling {
  /** 0 none or minor, 1 moderate, 2 severe, 3 extreme. */
  readonly floor: number;
  /** Empty: none can hold. */
  readonly regions: readonly number[];
  /** Empty: none can hold. */
  readonly threats: readonly number[];
  readonly words: readonly string[] | undefined;
  readonly sites: readonly Site[];
  readonly near: NearClause | undefined;
  /** `found`: it holds. `keys`: its region, threat, floor, words and site have to be looked at. `all`: every clause has. */
  readonly trust: "found" | "keys" | "all";
}

export interface Keys {
  readonly regions: RegionKeys;
  readonly threats: ThreatKeys;
}

/** Beyond this many entries a rule is filed by region alone. */
const MAX_ENTRIES_PER_RULE = 64;
/** As many of each kind as a record has room for. */
const MAX_KEYS = 500;

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
  const regions = rule.regions && regionsOf(rule.regions, keys);
  const threats = rule.threats && threatsOf(rule.threats, keys);
  const filing = {
    floor: floorOf(rule.severity),
    regions: regions ?? [RegionKeys.ANY],
    threats: threats ?? [ThreatKeys.ANY],
    words: rule.words && [...new Set(rule.words)],
    sites: sitesOf(rule),
    near: rule.near,
  };
  const isKnown = threats?.includes(ThreatKeys.ANY) !== true;
  const isKeyed = isKnown && unless.length === 0 && hasOnlyKeyed(rule) && hasRoom(filing);
  if (!isKeyed) return { ...filing, trust: "all" };
  const isPlain = !rule.words && !rule.near;
  return { ...filing, trust: isPlain && isSmall(filing) ? "found" : "keys" };
}

function regionsOf(regions: readonly RegionClause[], keys: Keys): readonly number[] {
  return [...new Set(regions.flatMap((region) => keys.regions.asked(region) ?? []))];
}

/** A threat of no taxonomy has no number to be found by: then any threat may be the one. */
function threatsOf(threats: readonly string[], keys: Keys): readonly number[] {
  const numbers = threats.map((threat) => keys.threats.asked(threat) ?? ThreatKeys.ANY);
  return numbers.includes(ThreatKeys.ANY) ? [ThreatKeys.ANY] : [...new Set(numbers)];
}

function hasRoom({ regions, threats, words = [] }: Omit<RuleFiling, "trust">): boolean {
  return Math.max(regions.length, threats.length, words.length) <= MAX_KEYS;
}

function isSmall({ regions, threats }: Pick<RuleFiling, "regions" | "threats">): boolean {
  return regions.length * threats.length <= MAX_ENTRIES_PER_RULE;
}

/** Whether numbers tell the rule in full. */
function hasOnlyKeyed(rule: Rule): boolean {
  const { regions = [], unless } = rule;
  const hasAreas = regions.some(({ circles, polygons }) => circles.length + polygons.length > 0);
  const isKnown = Object.entries(rule).every(
    ([key, value]) => value === undefined || KEYED.has(key),
  );
  return isKnown && !hasAreas && unless.length === 0;
}

/** The pairs of region and threat under which a rule is found. */
export function pairsOf({ regions, threats }: RuleFiling): (readonly [number, number])[] {
  const filed = isSmall({ regions, threats }) ? threats : [ThreatKeys.ANY];
  return regions.flatMap((region) => filed.map((threat) => [region, threat] as const));
}

/** Of a rule with a distance just that: it has to hold, wherever its regions are. */
function sitesOf({ near, regions = [], severity }: Rule): Site[] {
  const floor = floorOf(severity);
  const boxes = near ? boxesAround(near, farthestKm(near)) : regions.flatMap(areaBoxes);
  return boxes.map((box) => ({ ...box, floor, near }));
}

function farthestKm({ km, impactKm }: NearClause): number {
  return Math.max(...Object.values(km)) + Math.max(0, ...(impactKm?.values() ?? []));
}

function areaBoxes({ circles, polygons }: RegionClause): Box[] {
  return [...circles.flatMap((circle) => boxesAround(circle, circle.km)), ...polygons.map(boxOf)];
}
