import { GIVEN_NAMES } from "./person-names.ts";
import { NEVER_PLACES, PLACE_PREPOSITIONS, TITLE_WORDS } from "./word-lists.ts";
import type { Word } from "./words.ts";

/** Half-open range of words that reads like one name, known or not. */
export interface NameRun {
  readonly first: number;
  readonly end: number;
}

/** Small words inside a name no list knows: fewer than in listed names, lest "Gao and Kidal" be one. */
const LINKING_WORDS = new Set(
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
  let end = first;
  while (end < words.length && end - first < LONGEST_RUN) {
    const word = words[end];
    if (word === undefined || !joins(words, end, end > first, upperCase)) break;
    end += 1;
    if (word.possessive) break;
  }
  return trimmed(words, { first, end });
}

/** The name that ends right before this word, if one does. */
export function runEndingBefore(
  words: readonly Word[],
  end: number,
  upperCase: boolean,
): NameRun | undefined {
  let first = end;
  while (first > 0 && end - first < LONGEST_RUN) {
    const isLast = first === end;
    const before = words[first - 1];
    if (before === undefined || (!isLast && before.possessive)) break;
    if (!isLast && !RUN_GAP.test(words[first]?.gap ?? "")) break;
    if (!joins(words, first - 1, false, upperCase) && !(LINKING_WORDS.has(before.key) && !isLast))
      break;
    first -= 1;
  }
  return trimmed(words, { first, end });
}

function joins(words: readonly Word[], at: number, isInside: boolean, upperCase: boolean): boolean {
  const word = words[at];
  if (word === undefined || !LETTERS.test(word.text)) return false;
  if (isInside && (word.startsSentence || !RUN_GAP.test(word.gap))) return false;
  if (upperCase) return !PLACE_PREPOSITIONS.has(word.key) && !STOPPERS.has(word.key);
  if (word.capitalised) return true;
  if (!isInside) return false;
  const next = words[at + 1];
  return (
    HYPHEN.test(word.gap) ||
    (LINKING_WORDS.has(word.key) && next?.capitalised === true && !next.startsSentence)
  );
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
  if (first >= end) return undefined;
  const inside = words.slice(first, end);
  const isPerson =
    inside.some(({ key }) => TITLE_WORDS.has(key)) ||
    (inside.length > 1 && GIVEN_NAMES.has(inside[0]?.key ?? ""));
  if (isPerson || (inside.length === 1 && NEVER_PLACES.has(inside[0]?.key ?? ""))) return undefined;
  if (inside.length === 1 && (inside[0]?.key.length ?? 0) < 3) return undefined;
  return { first, end };
}

function isSmall(word: Word | undefined): boolean {
  if (word === undefined || !LETTERS.test(word.text)) return true;
  if (word.startsSentence && (PLACE_PREPOSITIONS.has(word.key) || STOPPERS.has(word.key)))
    return true;
  return !word.capitalised && (LINKING_WORDS.has(word.key) || STOPPERS.has(word.key));
}
