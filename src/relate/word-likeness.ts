import { areDisjoint } from "./are-disjoint.ts";
import { DECIMAL, IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "./key-terms.ts";
import { notableLikeness } from "./notable-likeness.ts";
import type { Profile } from "./profile.ts";
import type { Containment } from "./shingles.ts";

/** The rarity of a term that the newer telling has, by its hash. */
export type Rarity = ReadonlyMap<number, number>;

/** One report in so many (the logarithm) has a word that is called rare. */
const RARE = 4;
/** Fewer runs of words are no measure. */
const LEAST_SHINGLES = 8;

/** How alike in words any known telling is to `newer`. */
export function wordLikenessTo(newer: Profile, rarity: Rarity) {
  const rarities = newer.terms.map((term) => rarity.get(term) ?? 0);
  const compared: Newer = { profile: newer, rarities };
  return (known: Profile, contained: Containment) => ({
    ...wordLikeness(compared, known, contained),
    ...notableLikeness({ profile: newer, rarities }, known),
  });
}

/** With what is worked out once, whatever it is compared with. */
interface Newer {
  readonly profile: Profile;
  /** Of its terms, in their order. */
  readonly rarities: readonly number[];
}

interface Sums {
  words: number;
  title: number;
  titleToLead: number;
  leadToTitle: number;
  lead: number;
  names: number;
  pairs: number;
  rareWords: number;
  rareLead: number;
  rarePairs: number;
  rarest: number;
  numbers: number;
  decimals: number;
  shared: number;
}

function wordLikeness(
  { profile: newer, rarities }: Newer,
  known: Profile,
  { share, of }: Containment,
) {
  const sums = sumShared(newer, known, rarities);
  const [a, b] = [sideOf(newer), sideOf(known)];
  const cosine = (dot: number, name: keyof Norms) => (dot === 0 ? 0 : dot / (a[name] * b[name]));
  const words = cosine(sums.words, "words");
  const [termsA, termsB] = [newer.terms.length, known.terms.length];
  return {
    words: Math.sqrt(words),
    wordsAlike: Math.max(0, words - 0.35),
    wordsUnlike: Math.max(0, 0.15 - words),
    sharedTerms: sums.shared / Math.max(1, Math.min(termsA, termsB)),
    titleWords: cosine(sums.title, "title"),
    leadWords: cosine(sums.lead, "lead"),
    titleToLead: sums.titleToLead === 0 ? 0 : sums.titleToLead / (a.title * b.lead),
    leadToTitle: sums.leadToTitle === 0 ? 0 : sums.leadToTitle / (a.lead * b.title),
    names: cosine(sums.names, "names"),
    pairs: cosine(sums.pairs, "pairs"),
    rareWords: Math.log1p(sums.rareWords),
    rareLeadWords: Math.log1p(sums.rareLead),
    rarePairs: Math.log1p(sums.rarePairs),
    rarest: sums.rarest / 10,
    numbers: Math.log1p(sums.numbers),
    leadNumbersDisjoint: Number(areDisjoint(a.leadNumbers, b.leadNumbers)),
    decimalsShared: Number(sums.decimals > 0),
    decimalsDisjoint: Number(areDisjoint(a.decimals, b.decimals)),
    containment: of < LEAST_SHINGLES ? 0 : share,
    termsRatio: Math.abs(Math.log((termsA + 1) / (termsB + 1))),
  };
}

/** Both lists of terms ascend: one walk finds what they share. */
function sumShared(newer: Profile, known: Profile, rarities: readonly number[]): Sums {
  const sums: Sums = {
    words: 0,
    title: 0,
    titleToLead: 0,
    leadToTitle: 0,
    lead: 0,
    names: 0,
    pairs: 0,
    rareWords: 0,
    rareLead: 0,
    rarePairs: 0,
    rarest: 0,
    numbers: 0,
    decimals: 0,
    shared: 0,
  };
  for (let i = 0, j = 0; i < newer.terms.length && j < known.terms.length;) {
    const term = newer.terms[i] ?? 0;
    const other = known.terms[j] ?? 0;
    if (term === other) {
      const [marks, otherMarks] = [newer.marks[i] ?? 0, known.marks[j] ?? 0];
      const product = (newer.weights[i] ?? 0) * (known.weights[j] ?? 0);
      addShared(sums, marks & otherMarks, product, rarities[i] ?? 0);
      if (!(marks & PAIR)) addAcross(sums, marks, otherMarks, product);
    }
    if (term <= other) i += 1;
    if (other <= term) j += 1;
  }
  return sums;
}

function addAcross(sums: Sums, marks: number, otherMarks: number, product: number): void {
  if (marks & IN_TITLE && otherMarks & IN_LEAD) sums.titleToLead += product;
  if (marks & IN_LEAD && otherMarks & IN_TITLE) sums.leadToTitle += product;
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
    if (both & DECIMAL) sums.decimals += 1;
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

/** What one side of a comparison brings to it. */
interface Side extends Norms {
  readonly leadNumbers: readonly number[];
  readonly decimals: readonly number[];
}

const sides = new WeakMap<Profile, Side>();

/** Worked out once for a profile, whatever it is compared with. */
function sideOf(profile: Profile): Side {
  const known = sides.get(profile);
  if (known !== undefined) return known;
  const side = {
    ...normsOf(profile),
    leadNumbers: leadNumbers(profile),
    decimals: decimals(profile),
  };
  sides.set(profile, side);
  return side;
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

function decimals({ terms, marks }: Profile): number[] {
  return terms.filter((_, i) => ((marks[i] ?? 0) & DECIMAL) !== 0);
}
