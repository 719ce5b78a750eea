import { joinHashes } from "./hash-words.ts";
import type { Vocabulary } from "./vocabulary.ts";
import {
  BEGINS_WITH_DIGIT,
  CAPITALISED,
  FOLLOWS,
  IS_LETTER,
  IS_NUMBER,
  type Words,
} from "./words.ts";

/** Where a key term stands in its document and what it is, as bits. */
export const IN_TITLE = 1;
export const IN_LEAD = 2;
/** Capitalised wherever it stands. */
export const NAME = 4;
/** Two naming words in a row: "Gabriel Patterson", "16th Street". */
export const PAIR = 8;
export const NUMBER = 16;
/** Such as a magnitude: `6.1`. */
export const DECIMAL = 32;

/** A word, or a pair of naming ones, by which a report is told from others. */
export interface KeyTerm {
  readonly hash: number;
  /** As a person reads it. */
  readonly label: string;
  readonly count: number;
  /** The bits above. */
  readonly marks: number;
  /** Share of ordinary documents that have it. */
  readonly prior: number;
}

const MOST_WORDS = 72;
const MOST_PAIRS = 24;
const LEAD_WORDS = 80;
/** A word that more documents than this have tells nothing apart. */
const COMMON = 0.2;
/** A pair is rarer than either of its words. */
const PAIR_SHARE = 0.25;

interface Found {
  readonly hash: number;
  /** Where it was first met: the word, or the second of the pair. */
  readonly words: Words;
  readonly at: number;
  readonly prior: number;
  count: number;
  marks: number;
  capitals: number;
  rank: number;
}

/** By the bits of the term's hash as a signed number, which is looked up without a box around it. */
type FoundTerms = Map<number, Found>;

/** The terms that tell a report best: words, then pairs, each the best first. */
export function keyTermsOf(title: Words, body: Words, vocabulary: Vocabulary): KeyTerm[] {
  const words: FoundTerms = new Map();
  const pairs: FoundTerms = new Map();
  const shouted = isShouted(body);
  const readWord = (of: Words, at: number, marks: number) => {
    const hash = of.hashes[at] ?? 0;
    const signs = of.signs[at] ?? 0;
    const capitals = Number((signs & CAPITALISED) !== 0 && !shouted);
    const known = words.get(hash | 0);
    if (known !== undefined) return noteAgain(known, marks, capitals);
    const prior = vocabulary.shareOf(hash);
    if (prior >= COMMON || (signs & (IS_LETTER | IS_NUMBER)) === IS_LETTER) return;
    const its = marks | (signs & IS_NUMBER ? NUMBER : 0);
    words.set(hash | 0, { hash, words: of, at, prior, marks: its, capitals, count: 1, rank: 0 });
  };
  const readPair = (of: Words, at: number, marks: number) => {
    const [before, after] = [of.hashes[at - 1] ?? 0, of.hashes[at] ?? 0];
    const hash = joinHashes(before, after);
    const known = pairs.get(hash | 0);
    if (known !== undefined) return noteAgain(known, marks, 1);
    const [one, other] = [vocabulary.shareOf(before), vocabulary.shareOf(after)];
    if (Math.max(one, other) >= COMMON) return;
    const prior = Math.min(one, other) * PAIR_SHARE;
    pairs.set(hash | 0, {
      hash,
      words: of,
      at,
      prior,
      marks: marks | PAIR,
      capitals: 1,
      count: 1,
      rank: 0,
    });
  };
  const read = (of: Words, marksAt: (at: number) => number) => {
    for (let at = 0; at < of.count; at += 1) {
      const signs = of.signs[at] ?? 0;
      const isPair = (signs & FOLLOWS) !== 0 && isNaming(signs) && isNaming(of.signs[at - 1] ?? 0);
      readWord(of, at, marksAt(at));
      if (isPair && !shouted) readPair(of, at, marksAt(at));
    }
  };
  read(title, () => IN_TITLE | IN_LEAD);
  read(body, (at) => (at < LEAD_WORDS ? IN_LEAD : 0));
  return [...best(words, MOST_WORDS), ...best(pairs, MOST_PAIRS)];
}

function noteAgain(term: Found, marks: number, capitals: number): void {
  term.count += 1;
  term.marks |= marks;
  term.capitals += capitals;
}

function best(found: FoundTerms, most: number): KeyTerm[] {
  const ranks = new Float64Array(found.size);
  let place = 0;
  for (const term of found.values()) {
    term.rank = rankOf(term);
    ranks[place] = term.rank;
    place += 1;
  }
  // Numbers sort quickly: what cannot be among the best need not be put in order.
  const least = ranks.toSorted().at(-most) ?? 0;
  const likely: Found[] = [];
  for (const term of found.values()) if (term.rank >= least) likely.push(term);
  return likely
    .toSorted((a, b) => b.rank - a.rank || a.hash - b.hash)
    .slice(0, most)
    .map(keyTerm);
}

function keyTerm({ hash, words, at, count, marks, prior, capitals }: Found): KeyTerm {
  const word = words.folded(at);
  const label = marks & PAIR ? `${words.folded(at - 1)} ${word}` : word;
  return {
    hash,
    label,
    count,
    prior,
    marks: marks | (capitals === count ? NAME : 0) | (isDecimal(label) ? DECIMAL : 0),
  };
}

/** Often, rarely met elsewhere, told early, a name. */
function rankOf({ count, prior, marks, capitals }: Found): number {
  const place = marks & IN_TITLE ? 1.5 : marks & IN_LEAD ? 1.3 : 1;
  return (1 + Math.log(count)) * -Math.log(prior) * place * (capitals === count ? 1.2 : 1);
}

function isNaming(signs: number): boolean {
  return (signs & (CAPITALISED | BEGINS_WITH_DIGIT)) !== 0;
}

function isDecimal(label: string): boolean {
  return /^\d{1,3}[.,]\d{1,2}$/.test(label);
}

/** Wire copy in capitals: they say nothing about names. */
function isShouted({ signs, count }: Words): boolean {
  let capitals = 0;
  for (let at = 0; at < count; at += 1) capitals += (signs[at] ?? 0) & CAPITALISED;
  return count > 20 && capitals > count * 0.6;
}
