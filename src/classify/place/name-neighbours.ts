import type { NoteFeature } from "./name-features.ts";
import type { NameRun } from "./name-run.ts";
import {
  DIRECTION_WORDS,
  INSIDE_PREPOSITIONS,
  INSTITUTION_WORDS,
  ORGANISATION_WORDS,
  PLACE_PREPOSITIONS,
  STREET_WORDS,
  TITLE_WORDS,
} from "./word-lists.ts";
import { MARKS } from "./word-marks.ts";
import { followsDirectly, type Word } from "./words.ts";

/** A run's first word and the word before it, of the same sentence; or its last word and the word behind it. */
interface Pair {
  readonly own: Word;
  readonly other: Word;
}

type NamedRule = readonly [name: string, holds: (pair: Pair) => boolean];

/** What stands before a name, by the first rule that holds. */
const BEFORE: readonly NamedRule[] = [
  ["comma-name", ({ own, other }) => own.gap === ", " && other.capitalised],
  ["comma", ({ own }) => own.gap === ", "],
  ["hyphen-name", ({ own, other }) => isHyphen(own.gap) && other.capitalised],
  ["hyphen", ({ own }) => isHyphen(own.gap)],
  ["initial", ({ own, other }) => own.gap === ". " && other.text.length === 1],
  ["possessive-name", ({ other }) => other.possessive && other.capitalised],
  ["possessive", ({ other }) => other.possessive],
  ["bracket", ({ own }) => own.gap.endsWith("(")],
  ["mark", ({ own }) => !followsDirectly(own)],
  ["title", ({ other }) => other.capitalised && TITLE_WORDS.has(other.key)],
  ["given", ({ other }) => other.capitalised && (other.marks & MARKS.givenName) !== 0],
  ["the", ({ other }) => other.key === "the"],
  ["direction-name", ({ other }) => other.capitalised && DIRECTION_WORDS.has(other.key)],
  ["direction", ({ other }) => DIRECTION_WORDS.has(other.key)],
  ["of", ({ other }) => other.key === "of"],
  ["from", ({ other }) => other.key === "from"],
  ["inside", ({ other }) => INSIDE_PREPOSITIONS.has(other.key)],
  ["preposition", ({ other }) => PLACE_PREPOSITIONS.has(other.key)],
  ["organisation", ({ other }) => other.capitalised && ORGANISATION_WORDS.has(other.key)],
  ["capital-start", ({ other }) => other.capitalised && other.startsSentence],
  ["capital", ({ other }) => other.capitalised],
];

const AFTER: readonly NamedRule[] = [
  ["possessive-name", ({ own, other }) => own.possessive && other.capitalised],
  ["possessive", ({ own }) => own.possessive],
  ["comma-name", ({ other }) => other.gap === ", " && other.capitalised],
  ["comma", ({ other }) => other.gap === ", "],
  ["hyphen-name", ({ other }) => isHyphen(other.gap) && other.capitalised],
  ["hyphen", ({ other }) => isHyphen(other.gap)],
  ["mark", ({ other }) => !followsDirectly(other)],
  ["word", ({ other }) => !other.capitalised],
  ["street", ({ other }) => STREET_WORDS.has(other.key)],
  ["institution", ({ other }) => INSTITUTION_WORDS.has(other.key)],
  ["organisation", ({ other }) => ORGANISATION_WORDS.has(other.key)],
  ["capital", () => true],
];

function isHyphen(gap: string): boolean {
  return gap === "-" || gap === "–";
}

function firstOf(rules: readonly NamedRule[], pair: Pair): string {
  for (const [name, holds] of rules) if (holds(pair)) return name;
  return "other";
}

export function kindBefore(words: readonly Word[], { first }: NameRun): string {
  const [own, other] = [words[first], words[first - 1]];
  if (own === undefined || other === undefined || own.startsSentence) return "start";
  return firstOf(BEFORE, { own, other });
}

export function kindAfter(words: readonly Word[], { end }: NameRun): string {
  const [own, other] = [words[end - 1], words[end]];
  if (own === undefined) return "end";
  if (other === undefined || other.startsSentence) return own.possessive ? "possessive" : "end";
  return firstOf(AFTER, { own, other });
}

/** The very words around: frequent ones have weights of their own. A `^` marks a capital. */
export function noteWordsAround(
  words: readonly Word[],
  { first, end }: NameRun,
  note: NoteFeature,
): void {
  noteWordsBefore(words, first, note);
  noteWordsBehind(words, end, note);
}

function noteWordsBefore(words: readonly Word[], first: number, note: NoteFeature): void {
  const [own, near, far] = [words[first], words[first - 1], words[first - 2]];
  if (near === undefined || own?.startsSentence !== false) return;
  note("bw", near.key);
  if (far === undefined || near.startsSentence) return;
  const isLink = near.key === "of" || near.key === "the";
  note("bw2", isLink ? `${far.key} ${near.key}` : far.key);
}

function noteWordsBehind(words: readonly Word[], end: number, note: NoteFeature): void {
  const [next, then] = [words[end], words[end + 1]];
  if (next?.startsSentence !== false) return;
  if (!next.capitalised) {
    note("aw", next.key);
    return;
  }
  note("aw", `^${next.key}`);
  if (then?.startsSentence === false) note("aw2", then.key);
}

/** The whole row of capitals a name is part of: "Michigan" of "Michigan State University". */
export function wholeRun(words: readonly Word[], { first, end }: NameRun): NameRun {
  let [from, to] = [first, end];
  while (from > first - MOST_ADDED && isRow(words, from)) from -= 1;
  while (to < end + MOST_ADDED && isRow(words, to)) to += 1;
  return { first: from, end: to };
}

const MOST_ADDED = 4;

/** Whether this word and the one before stand in one row of capitals. */
function isRow(words: readonly Word[], at: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (before === undefined || word === undefined) return false;
  if (!before.capitalised || !word.capitalised || before.possessive) return false;
  return !word.startsSentence && followsDirectly(word);
}
