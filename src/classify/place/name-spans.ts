import { LINKING_WORDS, type NameRun } from "./name-run.ts";
import { STREET_WORDS } from "./word-lists.ts";
import { MARKS } from "./word-marks.ts";
import type { Word } from "./words.ts";

const LONGEST_RUN = 6;
const RUN_GAP = /^(?:\s{1,2}|[-–‑]|\.\s|[’'])$/u;

/**
 * Runs of capitals that may be a name no list has: the whole run, the run without its first word (which may only begin
 * the sentence, or be a title), and the run up to a word such as "Street" or "Valley".
 */
export function capitalRuns(words: readonly Word[]): NameRun[] {
  const spans: NameRun[] = [];
  let at = 0;
  while (at < words.length) {
    const end = runEnd(words, at);
    if (end > at) spans.push(...runsWithin(words, at, end));
    at = Math.max(end, at + 1);
  }
  return spans;
}

function runsWithin(words: readonly Word[], first: number, end: number): NameRun[] {
  const spans: NameRun[] = [{ first, end }];
  if (end - first > 1 && mayBegin(words[first + 1])) spans.push({ first: first + 1, end });
  for (let at = first + 1; at < end - 1; at += 1)
    if (FEATURE_NOUNS.has(words[at]?.key ?? "")) spans.push({ first, end: at + 1 });
  return spans;
}

/** One past the last word of the run that begins here; the start itself where none does. */
function runEnd(words: readonly Word[], first: number): number {
  if (!mayBegin(words[first])) return first;
  let end = first + 1;
  while (end - first < LONGEST_RUN && words[end - 1]?.possessive === false) {
    const word = words[end];
    if (word === undefined || word.startsSentence || !RUN_GAP.test(word.gap)) break;
    if (word.capitalised || isOrdinal(word)) end += 1;
    else if (LINKING_WORDS.has(word.key) && mayBegin(words[end + 1])) end += 2;
    else break;
  }
  return Math.min(end, words.length);
}

function mayBegin(word: Word | undefined): boolean {
  return word !== undefined && word.script === "cased" && (word.capitalised || isOrdinal(word));
}

function isOrdinal({ marks }: Word): boolean {
  return (marks & MARKS.ordinal) !== 0;
}

/** Nouns that make a name of what stands before them: "Swat Valley", "Taylor Street". */
export const FEATURE_NOUNS: ReadonlySet<string> = new Set([
  ...STREET_WORDS,
  ...`valley river lake island islands bay sea ocean mountain mountains hills hill peninsula desert forest park canal
  creek falls beach coast cape strait gulf delta basin plateau plains airport bridge port harbor harbour county
  township province district region state governorate prefecture oblast camp village heights square gardens estate
  reef pass trail crossing junction springs reservoir dam base`.split(/\s+/u),
]);
