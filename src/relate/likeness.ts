import { areDisjoint } from "./are-disjoint.ts";
import { isElsewhere, kmApart, SAME_PLACE_KM } from "./elsewhere.ts";
import { type Likeness, LIKENESS_NAMES, MEASURE } from "./measures.ts";
import type { Profile } from "./profile.ts";
import { type Containment, containment } from "./shingles.ts";
import { measuringWords } from "./word-likeness.ts";

const DAY_MS = 86_400_000;
/** Two reports of which one bears no date are taken for this far apart. */
const UNDATED_DAYS = 10;
const NEAR_PLACE_KM = 60;

/** How alike any known telling is to `newer`, whose terms are so rare as stands in `rarities` beside them. */
export function likenessTo(newer: Profile, rarities: Float64Array) {
  const measure = measuring(newer, rarities);
  return (known: Profile): Likeness => {
    const likeness = new Float64Array(LIKENESS_NAMES.length);
    measure(likeness, known, containment(newer.shingles, known.shingles));
    return likeness;
  };
}

/** The same, of one whose common runs of words are counted, into what has a place for each measure. */
export function measuring(newer: Profile, rarities: Float64Array) {
  const measureWords = measuringWords(newer, rarities);
  return (into: Likeness, known: Profile, contained: Containment): void => {
    measureWords(into, known, contained);
    measureTime(into, newer, known);
    measureDays(into, newer, known);
    measurePlace(into, newer, known);
    measureEvent(into, newer, known);
  };
}

function measureTime(into: Likeness, newer: Profile, known: Profile): void {
  const undated = newer.toldAtMs === null || known.toldAtMs === null;
  const days = undated
    ? UNDATED_DAYS
    : Math.abs((newer.toldAtMs ?? 0) - (known.toldAtMs ?? 0)) / DAY_MS;
  const sameSource = newer.source === known.source;
  into[MEASURE.daysApart] = Math.log1p(days);
  into[MEASURE.withinTwoDays] = Number(days <= 2);
  into[MEASURE.sameSource] = Number(sameSource);
  into[MEASURE.sameSourceAndDay] = Number(sameSource && days < 1);
  into[MEASURE.undated] = Number(undated);
}

/** As the texts name them. */
function measureDays(into: Likeness, newer: Profile, known: Profile): void {
  const minutes = minutesApart(newer.clocks, known.clocks);
  into[MEASURE.clocksNear] = Number(minutes <= NEAR_MINUTES);
  into[MEASURE.clocksApart] = Number(minutes > APART_MINUTES && minutes < Infinity);
  into[MEASURE.sameDate] = isSame(newer.occurredOn, known.occurredOn);
  into[MEASURE.otherDate] = differ(newer.occurredOn, known.occurredOn);
  into[MEASURE.weekdaysShared] = haveCommon(newer.weekdays, known.weekdays);
  into[MEASURE.weekdaysDisjoint] = Number(areDisjoint(newer.weekdays, known.weekdays));
  into[MEASURE.datesShared] = haveCommon(newer.dates, known.dates);
  into[MEASURE.datesDisjoint] = Number(areDisjoint(newer.dates, known.dates));
  into[MEASURE.yearsDisjoint] = Number(areDisjoint(newer.years, known.years));
}

const MINUTES_OF_DAY = 1_440;
/** One clock time, as two reports round it. */
const NEAR_MINUTES = 10;
const APART_MINUTES = 60;

/** Between the nearest of the times of day that each names; infinite where either names none. */
function minutesApart(newer: readonly number[], known: readonly number[]): number {
  let least = Infinity;
  for (const one of newer) {
    for (const other of known) {
      const apart = Math.abs(one - other);
      least = Math.min(least, apart, MINUTES_OF_DAY - apart);
    }
  }
  return least;
}

function measurePlace(into: Likeness, newer: Profile, known: Profile): void {
  const km = kmApart(newer, known);
  into[MEASURE.samePlace] = Number(km <= SAME_PLACE_KM);
  into[MEASURE.nearPlace] = Number(km > SAME_PLACE_KM && km <= NEAR_PLACE_KM);
  into[MEASURE.farPlace] = Number(km > NEAR_PLACE_KM && km < Infinity);
  into[MEASURE.placeUnknown] = Number(km === Infinity);
  into[MEASURE.sameSubdivision] = haveCommon(newer.subdivisions, known.subdivisions);
  into[MEASURE.otherSubdivision] = Number(areDisjoint(newer.subdivisions, known.subdivisions));
  into[MEASURE.otherCountry] = differ(newer.country, known.country);
  into[MEASURE.elsewhere] = Number(isElsewhere(newer, known));
  into[MEASURE.streetsShared] = haveCommon(newer.streets, known.streets);
  into[MEASURE.streetsDisjoint] = Number(areDisjoint(newer.streets, known.streets));
}

function measureEvent(into: Likeness, newer: Profile, known: Profile): void {
  const agesShared = newer.ages.filter((age) => known.ages.includes(age)).length;
  into[MEASURE.agesShared] = Math.min(3, agesShared);
  into[MEASURE.agesDisjoint] = Number(areDisjoint(newer.ages, known.ages));
  into[MEASURE.sameType] = isSame(newer.type, known.type);
  into[MEASURE.otherType] = differ(newer.type, known.type);
  into[MEASURE.sameKilled] = isSame(newer.killed, known.killed);
  into[MEASURE.otherKilled] = differ(newer.killed, known.killed);
  into[MEASURE.deadOrNot] = Number((newer.killed ?? 0) > 0 !== (known.killed ?? 0) > 0);
  into[MEASURE.sameInjured] = isSame(newer.injured, known.injured);
  into[MEASURE.otherInjured] = differ(newer.injured, known.injured);
  into[MEASURE.killedApart] = tollsApart(newer.killed, known.killed);
}

function haveCommon<T>(a: readonly T[], b: readonly T[]): number {
  return Number(a.some((one) => b.includes(one)));
}

/** It is said, and by both alike. */
function isSame<T>(a: T | null, b: T | null): number {
  return Number(a !== null && a === b);
}

/** Both are said, and not the same. */
function differ<T>(a: T | null, b: T | null): number {
  return Number(a !== null && b !== null && a !== b);
}

function tollsApart(a: number | null, b: number | null): number {
  return a === null || b === null ? 0 : Math.abs(Math.log((a + 1) / (b + 1)));
}
