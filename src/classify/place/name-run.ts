import { type Mention, NO_CANDIDATES } from "./mention.ts";
import { GIVEN_NAMES } from "./person-names.ts";
import { NEVER_PLACES, PLACE_PREPOSITIONS, TITLE_WORDS } from "./word-lists.ts";
import type { Word } from "./words.ts";

/** Half-open range of words that reads like one name, known or not. */
export interface NameRun {
  readonly first: number;
  readonly end: number;
}

/** Small words inside a name no list knows: fewer than in listed names, lest "Gao and Kidal" be one. */
export const LINKING_WORDS = new Set(
  "al el es de la del da do dos das e ez az ad an ar ash at di du des y las los der den van le".split(
    " ",
  ),
);
const LONGEST_RUN = 5;
const RUN_GAP = /^(?:\s{1,2}|[-–‑])$/;
const LETTERS = /^\p{L}/u;

/** The name that begins at this word, if one does. */
export function runStartingAt(
  words: readonly Word[],
  first: number,
  upperCase: boolean,
): NameRun | undefined {
  if (!isNamePart(words[first], upperCase)) return undefined;
  let end = first + 1;
  while (end - first < LONGEST_RUN && words[end - 1]?.possessive === false) {
    if (!goesOn(words, end, upperCase)) break;
    end += 1;
  }
  return trimmed(words, { first, end });
}

/** The name that ends right before this word, if one does. */
export function runEndingBefore(
  words: readonly Word[],
  end: number,
  upperCase: boolean,
): NameRun | undefined {
  if (end === 0 || !isNamePart(words[end - 1], upperCase)) return undefined;
  let first = end - 1;
  while (first > 0 && end - first < LONGEST_RUN) {
    const before = words[first - 1];
    if (before === undefined || before.possessive || !RUN_GAP.test(words[first]?.gap ?? "")) break;
    if (!isNamePart(before, upperCase) && !LINKING_WORDS.has(before.key)) break;
    first -= 1;
  }
  return trimmed(words, { first, end });
}

const LONGEST_ARABIC_RUN = 3;
const ARABIC_BOUNDS = new Set(
  "في قرب من الى على عن مع عاصمة شمال جنوب شرق غرب بعد خلال حيث عند التي الذي ان".split(" "),
);

/** The Arabic words from here to one that cannot be part of a name, or to a stop. */
export function arabicRun(words: readonly Word[], first: number): NameRun | undefined {
  let end = first;
  while (end - first <= LONGEST_ARABIC_RUN) {
    const word = words[end];
    const isBound =
      word?.startsSentence !== false || word.gap !== " " || ARABIC_BOUNDS.has(word.key);
    if (isBound) return end === first ? undefined : { first, end };
    end += 1;
  }
  return undefined;
}

/** A word that a name may begin or end with. */
function isNamePart(word: Word | undefined, upperCase: boolean): boolean {
  if (word === undefined) return false;
  if (!upperCase) return word.capitalised;
  return LETTERS.test(word.text) && !PLACE_PREPOSITIONS.has(word.key) && !STOPPERS.has(word.key);
}

function goesOn(words: readonly Word[], at: number, upperCase: boolean): boolean {
  const word = words[at];
  if (word === undefined || word.startsSentence || !RUN_GAP.test(word.gap)) return false;
  if (isNamePart(word, upperCase)) return true;
  if (upperCase || !LETTERS.test(word.text)) return false;
  const next = words[at + 1];
  const isLink = LINKING_WORDS.has(word.key) && next?.capitalised === true && !next.startsSentence;
  return isLink || HYPHEN.test(word.gap);
}

const HYPHEN = /^[-–‑]$/;
const STOPPERS = new Set(
  "the a an and or where which who that was were is are has have had when while by with for on as after before about some".split(
    " ",
  ),
);

/** Drops small words at the ends, and refuses people, months and the like. */
function trimmed(words: readonly Word[], run: NameRun): NameRun | undefined {
  let { first, end } = run;
  while (first < end && isSmall(words[first])) first += 1;
  while (first < end && isSmall(words[end - 1])) end -= 1;
  const inside = words.slice(first, end);
  return inside.length === 0 || isOtherName(inside) ? undefined : { first, end };
}

/** A person's, or a word that hardly ever is a place's. */
function isOtherName(inside: readonly Word[]): boolean {
  if (inside.some(({ key }) => TITLE_WORDS.has(key))) return true;
  const [first] = inside;
  if (first === undefined) return true;
  if (inside.length > 1) return GIVEN_NAMES.has(first.key);
  return first.key.length < 3 || NEVER_PLACES.has(first.key);
}

function isSmall(word: Word | undefined): boolean {
  if (word === undefined || !LETTERS.test(word.text)) return true;
  if (word.startsSentence && (PLACE_PREPOSITIONS.has(word.key) || STOPPERS.has(word.key)))
    return true;
  return !word.capitalised && (LINKING_WORDS.has(word.key) || STOPPERS.has(word.key));
}

/** The key a run of words is looked up by. */
export function keyOf(words: readonly Word[], { first, end }: NameRun): string {
  let key = words[first]?.key ?? "";
  for (let at = first + 1; at < end; at += 1) key = `${key} ${words[at]?.key ?? ""}`;
  return key;
}

/** A run as a mention that may be any place yet. */
export function mentionOf(
  { words, text }: { readonly words: readonly Word[]; readonly text: string },
  run: NameRun,
): Mention {
  const { first, end } = run;
  const start = words[first]?.start ?? 0;
  const stop = words[end - 1]?.end ?? start;
  return {
    start,
    end: stop,
    name: text.slice(start, stop),
    key: keyOf(words, run),
    sentence: words[first]?.sentence ?? 0,
    firstWord: first,
    endWord: end,
    candidates: NO_CANDIDATES,
  };
}
