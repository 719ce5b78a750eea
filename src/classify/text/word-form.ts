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
const UNKEPT = -1;

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

const kept = new Map<string, WordForm>();

/** The same form for the same word, found by its letters once: all that readers know of it they look up by its id. */
export function wordForm(written: string): WordForm {
  const known = kept.get(written);
  if (known !== undefined) return known;
  const isKept = kept.size < MOST_FORMS;
  const text = isKept ? detached(written) : written;
  const capitalised = !LATIN_LOWER.test(text) && UPPER_FIRST.test(text);
  const form = { id: isKept ? kept.size : UNKEPT, text, folded: fold(text), capitalised };
  if (isKept) kept.set(text, form);
  return form;
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
