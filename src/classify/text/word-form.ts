import { LetterTable, UNKNOWN as UNKEPT } from "./letter-table.ts";
import type { Written } from "./written.ts";

/** A word as it is written, wherever it stands. */
export interface WordForm {
  /** Counts up from 0 as forms are met; `UNKEPT` where too many are known already. */
  readonly id: number;
  /** As written. */
  readonly text: string;
  /** Lower case, no diacritics, no apostrophes: what tables are keyed by. */
  readonly folded: string;
  readonly capitalised: boolean;
}

/** What an endless stream of new words may take of memory; reports use the same few thousand. */
const MOST_FORMS = 30_000;
const PLAIN = /^[A-Za-z0-9.]*$/;
const LATIN_LOWER = /^[a-z]/;
const UPPER_FIRST = /^\p{Lu}/u;

export function fold(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  return word
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[’'‘`ʻʿ]/g, "")
    .toLowerCase();
}

/** Of a word of a text, from `start` to `end`. */
export type FindForm = (whole: Written, start: number, end: number) => WordForm;

/**
 * The same form for the same word, found by its letters once: all that readers know of it they look up by its id.
 * A word that is known is not cut out of the text, which takes longer than reading its few letters. `most` are kept.
 */
export function wordForms(most: number): FindForm {
  const kept: WordForm[] = [];
  const known = new LetterTable(most);
  return ({ text, letters }, start, end) => {
    const id = known.find(letters, start, end);
    const form = id === UNKEPT ? undefined : kept[id];
    if (form !== undefined) return form;
    const word = text.slice(start, end);
    if (kept.length >= most) return formOf(word, UNKEPT);
    const own = formOf(detached(word), kept.length);
    known.add(letters, start, end);
    kept.push(own);
    return own;
  };
}

/** Shared by all documents of the process, as their readers keep what they know by its ids. */
export const wordFormAt = wordForms(MOST_FORMS);

function formOf(text: string, id: number): WordForm {
  const capitalised = !LATIN_LOWER.test(text) && UPPER_FIRST.test(text);
  return { id, text, folded: fold(text), capitalised };
}

/** V8 cuts a long word out of a text by pointing into it: kept like that, each word would keep its whole report. */
const LONGEST_COPIED = 12;

function detached(word: string): string {
  return word.length <= LONGEST_COPIED ? word : Array.from(word).join("");
}

/** What a reader makes of a form, made once for each that is kept. */
export function byForm<T extends object>(make: (form: WordForm) => T): (form: WordForm) => T {
  const made: (T | undefined)[] = [];
  return (form) => {
    if (form.id === UNKEPT) return make(form);
    // A list that is filled from its end would be kept as a table of hashes.
    while (made.length <= form.id) made.push(undefined);
    return (made[form.id] ??= make(form));
  };
}
