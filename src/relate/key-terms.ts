import { joinHashes } from "./hash-words.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Word } from "./words.ts";

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
  readonly label: string;
  readonly prior: number;
  count: number;
  marks: number;
  capitals: number;
}

/** The terms that tell a report best: words, then pairs, each the best first. */
export function keyTermsOf(
  title: readonly Word[],
  body: readonly Word[],
  vocabulary: Vocabulary,
): KeyTerm[] {
  const words = new Map<number, Found>();
  const pairs = new Map<number, Found>();
  const shouted = isShouted(body);
  const readWord = (word: Word, marks: number) => {
    const { hash, folded: label } = word;
    const capitals = Number(word.capitalised && !shouted);
    const known = words.get(hash);
    if (known !== undefined) return noteAgain(known, marks, capitals);
    const prior = vocabulary.shareOf(hash);
    if (prior >= COMMON || (label.length === 1 && !isNumber(label))) return;
    words.set(hash, { hash, label, prior, marks, capitals, count: 1 });
  };
  const readPair = (before: Word | undefined, word: Word, marks: number) => {
    if (!before || shouted || !word.follows || !isNaming(word) || !isNaming(before)) return;
    const hash = joinHashes(before.hash, word.hash);
    const known = pairs.get(hash);
    if (known !== undefined) return noteAgain(known, marks, 1);
    const shares = [vocabulary.shareOf(before.hash), vocabulary.shareOf(word.hash)];
    if (Math.max(...shares) >= COMMON) return;
    pairs.set(hash, {
      hash,
      label: `${before.folded} ${word.folded}`,
      prior: Math.min(...shares) * PAIR_SHARE,
      marks: marks | PAIR,
      capitals: 1,
      count: 1,
    });
  };
  const read = (list: readonly Word[], marksAt: (index: number) => number) => {
    for (const [i, word] of list.entries()) {
      readWord(word, marksAt(i));
      readPair(list[i - 1], word, marksAt(i));
    }
  };
  read(title, () => IN_TITLE | IN_LEAD);
  read(body, (i) => (i < LEAD_WORDS ? IN_LEAD : 0));
  return [...best(words, MOST_WORDS), ...best(pairs, MOST_PAIRS)];
}

function noteAgain(term: Found, marks: number, capitals: number): void {
  term.count += 1;
  term.marks |= marks;
  term.capitals += capitals;
}

function best(found: Map<number, Found>, most: number): KeyTerm[] {
  return [...found.values()]
    .map((term) => ({ term, rank: rankOf(term) }))
    .toSorted((a, b) => b.rank - a.rank || a.term.hash - b.term.hash)
    .slice(0, most)
    .map(({ term: { hash, label, count, marks, prior, capitals } }) => ({
      hash,
      label,
      count,
      prior,
      marks:
        marks |
        (capitals === count ? NAME : 0) |
        (isNumber(label) ? NUMBER : 0) |
        (isDecimal(label) ? DECIMAL : 0),
    }));
}

/** Often, rarely met elsewhere, told early, a name. */
function rankOf({ count, prior, marks, capitals }: Found): number {
  const place = marks & IN_TITLE ? 1.5 : marks & IN_LEAD ? 1.3 : 1;
  return (1 + Math.log(count)) * -Math.log(prior) * place * (capitals === count ? 1.2 : 1);
}

function isNaming({ capitalised, folded }: Word): boolean {
  return capitalised || /^\d/.test(folded);
}

function isNumber(label: string): boolean {
  return /^\d+(?:[.,]\d+)*$/.test(label);
}

function isDecimal(label: string): boolean {
  return /^\d{1,3}[.,]\d{1,2}$/.test(label);
}

/** Wire copy in capitals: they say nothing about names. */
function isShouted(body: readonly Word[]): boolean {
  const capitals = body.filter(({ capitalised }) => capitalised).length;
  return body.length > 20 && capitals > body.length * 0.6;
}
