import { isElsewhere, kmApart, SAME_PLACE_KM } from "./elsewhere.ts";
import { IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "./key-terms.ts";
import type { Profile } from "./profile.ts";
import { containment } from "./shingles.ts";

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
] as const;

export type LikenessName = (typeof LIKENESS_NAMES)[number];

/** The rarity of a term that the newer telling has, by its hash. */
export type Rarity = ReadonlyMap<number, number>;

const DAY_MS = 86_400_000;
/** Two reports of which one bears no date are taken for this far apart. */
const UNDATED_DAYS = 10;
/** One report in so many (the logarithm) has a word that is called rare. */
const RARE = 4;
const NEAR_PLACE_KM = 60;
/** Fewer runs of words are no measure. */
const LEAST_SHINGLES = 8;

/** How alike any known telling is to `newer`. */
export function likenessTo(newer: Profile, rarity: Rarity): (known: Profile) => Likeness {
  const compared: Newer = {
    profile: newer,
    rarities: newer.terms.map((term) => rarity.get(term) ?? 0),
    norms: normsOf(newer),
  };
  return (known) => ({
    ...wordLikeness(compared, known),
    ...timeLikeness(newer, known),
    ...placeLikeness(newer, known),
    ...eventLikeness(newer, known),
  });
}

/** With what is worked out once, whatever it is compared with. */
interface Newer {
  readonly profile: Profile;
  /** Of its terms, in their order. */
  readonly rarities: readonly number[];
  readonly norms: Norms;
}

interface Sums {
  words: number;
  title: number;
  lead: number;
  names: number;
  pairs: number;
  rareWords: number;
  rareLead: number;
  rarePairs: number;
  rarest: number;
  numbers: number;
  shared: number;
}

function wordLikeness({ profile: newer, rarities, norms: a }: Newer, known: Profile) {
  const sums = sumShared(newer, known, rarities);
  const b = normsOf(known);
  const cosine = (dot: number, name: keyof Norms) => (dot === 0 ? 0 : dot / (a[name] * b[name]));
  const words = cosine(sums.words, "words");
  const [termsA, termsB] = [newer.terms.length, known.terms.length];
  const { share, of } = containment(newer.shingles, known.shingles);
  return {
    words: Math.sqrt(words),
    wordsAlike: Math.max(0, words - 0.35),
    wordsUnlike: Math.max(0, 0.15 - words),
    sharedTerms: sums.shared / Math.max(1, Math.min(termsA, termsB)),
    titleWords: cosine(sums.title, "title"),
    leadWords: cosine(sums.lead, "lead"),
    names: cosine(sums.names, "names"),
    pairs: cosine(sums.pairs, "pairs"),
    rareWords: Math.log1p(sums.rareWords),
    rareLeadWords: Math.log1p(sums.rareLead),
    rarePairs: Math.log1p(sums.rarePairs),
    rarest: sums.rarest / 10,
    numbers: Math.log1p(sums.numbers),
    leadNumbersDisjoint: Number(areDisjoint(leadNumbers(newer), leadNumbers(known))),
    containment: of < LEAST_SHINGLES ? 0 : share,
    termsRatio: Math.abs(Math.log((termsA + 1) / (termsB + 1))),
  };
}

/** Both lists of terms ascend: one walk finds what they share. */
function sumShared(newer: Profile, known: Profile, rarities: readonly number[]): Sums {
  const sums: Sums = {
    words: 0,
    title: 0,
    lead: 0,
    names: 0,
    pairs: 0,
    rareWords: 0,
    rareLead: 0,
    rarePairs: 0,
    rarest: 0,
    numbers: 0,
    shared: 0,
  };
  for (let i = 0, j = 0; i < newer.terms.length && j < known.terms.length;) {
    const term = newer.terms[i] ?? 0;
    const other = known.terms[j] ?? 0;
    if (term === other) {
      const both = (newer.marks[i] ?? 0) & (known.marks[j] ?? 0);
      const product = (newer.weights[i] ?? 0) * (known.weights[j] ?? 0);
      addShared(sums, both, product, rarities[i] ?? 0);
    }
    if (term <= other) i += 1;
    if (other <= term) j += 1;
  }
  return sums;
}

function addShared(sums: Sums, both: number, product: number, rarity: number): void {
  sums.shared += 1;
  sums.rarest = Math.max(sums.rarest, rarity);
  const rare = Math.max(0, rarity - RARE);
  if (both & PAIR) {
    sums.pairs += product;
    sums.rarePairs += rare;
    return;
  }
  sums.words += product;
  if (both & IN_TITLE) sums.title += product;
  if (both & IN_LEAD) sums.lead += product;
  if (both & NAME) sums.names += product;
  if (both & NUMBER) {
    sums.numbers += rarity;
    return;
  }
  sums.rareWords += rare;
  if (both & IN_LEAD) sums.rareLead += rare;
}

interface Norms {
  readonly words: number;
  readonly title: number;
  readonly lead: number;
  readonly names: number;
  readonly pairs: number;
}

function normsOf({ marks, weights }: Profile): Norms {
  let [words, title, lead, names, pairs] = [0, 0, 0, 0, 0];
  for (let i = 0; i < marks.length; i += 1) {
    const mark = marks[i] ?? 0;
    const square = (weights[i] ?? 0) ** 2;
    if (mark & PAIR) {
      pairs += square;
      continue;
    }
    words += square;
    if (mark & IN_TITLE) title += square;
    if (mark & IN_LEAD) lead += square;
    if (mark & NAME) names += square;
  }
  return {
    words: Math.sqrt(words),
    title: Math.sqrt(title),
    lead: Math.sqrt(lead),
    names: Math.sqrt(names),
    pairs: Math.sqrt(pairs),
  };
}

function leadNumbers({ terms, marks }: Profile): number[] {
  return terms.filter((_, i) => ((marks[i] ?? 0) & (NUMBER | IN_LEAD)) === (NUMBER | IN_LEAD));
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
    sameDate: Number(newer.occurredOn !== null && newer.occurredOn === known.occurredOn),
    otherDate: differ(newer.occurredOn, known.occurredOn),
    yearsDisjoint: Number(areDisjoint(newer.years, known.years)),
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
  };
}

/** Both are said, and not the same. */
function differ<T>(a: T | null, b: T | null): number {
  return Number(a !== null && b !== null && a !== b);
}

/** Both say something, and nothing in common. */
function areDisjoint<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));
}
