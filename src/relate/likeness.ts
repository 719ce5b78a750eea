import { areDisjoint } from "./are-disjoint.ts";
import { isElsewhere, kmApart, SAME_PLACE_KM } from "./elsewhere.ts";
import type { Profile } from "./profile.ts";
import { containment } from "./shingles.ts";
import { type Rarity, wordLikenessTo } from "./word-likeness.ts";

/** Named measures of how alike two tellings are. What each weighs stands in `data/story-model.json`. */
export type Likeness = Readonly<Record<LikenessName, number>>;

export const LIKENESS_NAMES = [
  "words",
  "wordsAlike",
  "wordsUnlike",
  "sharedTerms",
  "titleWords",
  "leadWords",
  "names",
  "pairs",
  "rareWords",
  "rareLeadWords",
  "rarePairs",
  "rarest",
  "numbers",
  "leadNumbersDisjoint",
  "agesShared",
  "agesDisjoint",
  "yearsDisjoint",
  "daysApart",
  "withinTwoDays",
  "sameSource",
  "sameSourceAndDay",
  "containment",
  "samePlace",
  "nearPlace",
  "farPlace",
  "placeUnknown",
  "sameSubdivision",
  "otherSubdivision",
  "otherCountry",
  "elsewhere",
  "sameType",
  "otherType",
  "sameKilled",
  "otherKilled",
  "deadOrNot",
  "sameInjured",
  "otherInjured",
  "sameDate",
  "otherDate",
  "termsRatio",
  "titleToLead",
  "leadToTitle",
  "sharedRare",
  "sharedRareLead",
  "unsharedLead",
  "unsharedLeadNames",
  "unsharedTitleNames",
  "streetsShared",
  "streetsDisjoint",
  "clocksNear",
  "clocksApart",
  "killedApart",
  "undated",
  "weekdaysShared",
  "weekdaysDisjoint",
  "datesShared",
  "datesDisjoint",
  "decimalsShared",
  "decimalsDisjoint",
] as const;

export type LikenessName = (typeof LIKENESS_NAMES)[number];

const DAY_MS = 86_400_000;
/** Two reports of which one bears no date are taken for this far apart. */
const UNDATED_DAYS = 10;
const NEAR_PLACE_KM = 60;
/** How alike any known telling is to `newer`. */
export function likenessTo(newer: Profile, rarity: Rarity) {
  const wordLikeness = wordLikenessTo(newer, rarity);
  return (known: Profile, contained = containment(newer.shingles, known.shingles)): Likeness => ({
    ...wordLikeness(known, contained),
    ...timeLikeness(newer, known),
    ...placeLikeness(newer, known),
    ...eventLikeness(newer, known),
  });
}

function timeLikeness(newer: Profile, known: Profile) {
  const days =
    newer.toldAtMs === null || known.toldAtMs === null
      ? UNDATED_DAYS
      : Math.abs(newer.toldAtMs - known.toldAtMs) / DAY_MS;
  const sameSource = newer.source === known.source;
  return {
    daysApart: Math.log1p(days),
    withinTwoDays: Number(days <= 2),
    sameSource: Number(sameSource),
    sameSourceAndDay: Number(sameSource && days < 1),
    undated: Number(newer.toldAtMs === null || known.toldAtMs === null),
    ...clockLikeness(newer.clocks, known.clocks),
    sameDate: Number(newer.occurredOn !== null && newer.occurredOn === known.occurredOn),
    otherDate: differ(newer.occurredOn, known.occurredOn),
    ...sharing("weekdays", newer.weekdays, known.weekdays),
    ...sharing("dates", newer.dates, known.dates),
    yearsDisjoint: Number(areDisjoint(newer.years, known.years)),
  };
}

function sharing<Name extends string>(
  name: Name,
  newer: readonly number[],
  known: readonly number[],
) {
  return {
    [`${name}Shared`]: Number(newer.some((one) => known.includes(one))),
    [`${name}Disjoint`]: Number(areDisjoint(newer, known)),
  } as Record<`${Name}Shared` | `${Name}Disjoint`, number>;
}

const MINUTES_OF_DAY = 1_440;
/** One clock time, as two reports round it. */
const NEAR_MINUTES = 10;
const APART_MINUTES = 60;

/** By the nearest of the times of day that each names. */
function clockLikeness(newer: readonly number[], known: readonly number[]) {
  let least = Infinity;
  for (const one of newer) {
    for (const other of known) {
      const apart = Math.abs(one - other);
      least = Math.min(least, apart, MINUTES_OF_DAY - apart);
    }
  }
  return {
    clocksNear: Number(least <= NEAR_MINUTES),
    clocksApart: Number(least > APART_MINUTES && least < Infinity),
  };
}

function placeLikeness(newer: Profile, known: Profile) {
  const km = kmApart(newer, known);
  const sameSubdivision = newer.subdivisions.some((code) => known.subdivisions.includes(code));
  return {
    samePlace: Number(km <= SAME_PLACE_KM),
    nearPlace: Number(km > SAME_PLACE_KM && km <= NEAR_PLACE_KM),
    farPlace: Number(km > NEAR_PLACE_KM && km < Infinity),
    placeUnknown: Number(km === Infinity),
    sameSubdivision: Number(sameSubdivision),
    otherSubdivision: Number(areDisjoint(newer.subdivisions, known.subdivisions)),
    otherCountry: differ(newer.country, known.country),
    elsewhere: Number(isElsewhere(newer, known)),
    streetsShared: Number(newer.streets.some((street) => known.streets.includes(street))),
    streetsDisjoint: Number(areDisjoint(newer.streets, known.streets)),
  };
}

function eventLikeness(newer: Profile, known: Profile) {
  const agesShared = newer.ages.filter((age) => known.ages.includes(age)).length;
  return {
    agesShared: Math.min(3, agesShared),
    agesDisjoint: Number(areDisjoint(newer.ages, known.ages)),
    sameType: Number(newer.type !== null && newer.type === known.type),
    otherType: differ(newer.type, known.type),
    sameKilled: Number(newer.killed !== null && newer.killed === known.killed),
    otherKilled: differ(newer.killed, known.killed),
    deadOrNot: Number((newer.killed ?? 0) > 0 !== (known.killed ?? 0) > 0),
    sameInjured: Number(newer.injured !== null && newer.injured === known.injured),
    otherInjured: differ(newer.injured, known.injured),
    killedApart: tollsApart(newer.killed, known.killed),
  };
}

/** Both are said, and not the same. */
function differ<T>(a: T | null, b: T | null): number {
  return Number(a !== null && b !== null && a !== b);
}

function tollsApart(a: number | null, b: number | null): number {
  return a === null || b === null ? 0 : Math.abs(Math.log((a + 1) / (b + 1)));
}
