import { areDisjoint } from "./are-disjoint.ts";
import { DECIMAL, IN_LEAD, IN_TITLE, NAME, NUMBER, PAIR } from "./key-terms.ts";
import { type Likeness, MEASURE } from "./measures.ts";
import { measureNotable } from "./notable-likeness.ts";
import type { Profile } from "./profile.ts";
import { type Compared, findShared, noSharedTerms, type SharedTerms } from "./shared-terms.ts";
import type { Containment } from "./shingles.ts";

/** One report in so many (the logarithm) has a word that is called rare. */
const RARE = 4;
/** Fewer runs of words are no measure. */
const LEAST_SHINGLES = 8;

/** How alike in words any known telling is to `newer`. */
export function measuringWords(newer: Profile, rarities: Float64Array) {
  const here = sideOf(newer);
  const shared = noSharedTerms(newer.terms);
  return (into: Likeness, known: Profile, { share, of }: Containment): void => {
    findShared(shared, newer.terms, known.terms);
    measureCosines(into, weighShared(newer, known, shared), here, sideOf(known));
    measureRare(into, newer.marks, known.marks, { shared, rarities });
    measureNotable(into, newer, known, { shared, rarities });
    const [termsA, termsB] = [newer.terms.length, known.terms.length];
    into[MEASURE.sharedTerms] = shared.count / Math.max(1, Math.min(termsA, termsB));
    into[MEASURE.termsRatio] = Math.abs(Math.log((termsA + 1) / (termsB + 1)));
    into[MEASURE.containment] = of < LEAST_SHINGLES ? 0 : share;
  };
}

/** Sums of products of weights, of shared terms by where they stand and what they are. */
interface Products {
  words: number;
  title: number;
  titleToLead: number;
  leadToTitle: number;
  lead: number;
  names: number;
  pairs: number;
}

function weighShared(
  newer: Profile,
  known: Profile,
  { count, here, there }: SharedTerms,
): Products {
  const products: Products = {
    words: 0,
    title: 0,
    titleToLead: 0,
    leadToTitle: 0,
    lead: 0,
    names: 0,
    pairs: 0,
  };
  for (let n = 0; n < count; n += 1) {
    const [i, j] = [here[n] ?? 0, there[n] ?? 0];
    const product = (newer.weights[i] ?? 0) * (known.weights[j] ?? 0);
    addProduct(products, newer.marks[i] ?? 0, known.marks[j] ?? 0, product);
  }
  return products;
}

function addProduct(to: Products, marks: number, otherMarks: number, product: number): void {
  const both = marks & otherMarks;
  if (both & PAIR) to.pairs += product;
  else {
    to.words += product;
    if (both & IN_TITLE) to.title += product;
    if (both & IN_LEAD) to.lead += product;
    if (both & NAME) to.names += product;
  }
  if (marks & PAIR) return;
  if (marks & IN_TITLE && otherMarks & IN_LEAD) to.titleToLead += product;
  if (marks & IN_LEAD && otherMarks & IN_TITLE) to.leadToTitle += product;
}

function measureCosines(into: Likeness, dots: Products, a: Side, b: Side): void {
  const words = cosine(dots.words, a.words, b.words);
  into[MEASURE.words] = Math.sqrt(words);
  into[MEASURE.wordsAlike] = Math.max(0, words - 0.35);
  into[MEASURE.wordsUnlike] = Math.max(0, 0.15 - words);
  into[MEASURE.titleWords] = cosine(dots.title, a.title, b.title);
  into[MEASURE.leadWords] = cosine(dots.lead, a.lead, b.lead);
  into[MEASURE.titleToLead] = cosine(dots.titleToLead, a.title, b.lead);
  into[MEASURE.leadToTitle] = cosine(dots.leadToTitle, a.lead, b.title);
  into[MEASURE.names] = cosine(dots.names, a.names, b.names);
  into[MEASURE.pairs] = cosine(dots.pairs, a.pairs, b.pairs);
  into[MEASURE.leadNumbersDisjoint] = Number(areDisjoint(a.leadNumbers, b.leadNumbers));
  into[MEASURE.decimalsDisjoint] = Number(areDisjoint(a.decimals, b.decimals));
}

function cosine(dot: number, a: number, b: number): number {
  return dot === 0 ? 0 : dot / (a * b);
}

function measureRare(
  into: Likeness,
  marks: ArrayLike<number>,
  otherMarks: ArrayLike<number>,
  { shared: { count, here, there }, rarities }: Compared,
): void {
  let [words, lead, pairs, rarest, numbers, decimals] = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < count; n += 1) {
    const [i, j] = [here[n] ?? 0, there[n] ?? 0];
    const both = (marks[i] ?? 0) & (otherMarks[j] ?? 0);
    const rarity = rarities[i] ?? 0;
    const rare = Math.max(0, rarity - RARE);
    rarest = Math.max(rarest, rarity);
    if (both & PAIR) pairs += rare;
    else if (both & NUMBER) {
      numbers += rarity;
      if (both & DECIMAL) decimals += 1;
    } else {
      words += rare;
      if (both & IN_LEAD) lead += rare;
    }
  }
  into[MEASURE.rareWords] = Math.log1p(words);
  into[MEASURE.rareLeadWords] = Math.log1p(lead);
  into[MEASURE.rarePairs] = Math.log1p(pairs);
  into[MEASURE.rarest] = rarest / 10;
  into[MEASURE.numbers] = Math.log1p(numbers);
  into[MEASURE.decimalsShared] = Number(decimals > 0);
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
    leadNumbers: termsMarked(profile, NUMBER | IN_LEAD),
    decimals: termsMarked(profile, DECIMAL),
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

/** Those that have all of these marks. */
function termsMarked({ terms, marks }: Profile, wanted: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < terms.length; i += 1)
    if (((marks[i] ?? 0) & wanted) === wanted) found.push(terms[i] ?? 0);
  return found;
}
