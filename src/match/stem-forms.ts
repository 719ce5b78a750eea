import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as turkish } from "@orama/stemmers/turkish";
import { stemmer as ukrainian } from "@orama/stemmers/ukrainian";

import { fold } from "./fold.ts";

interface Stemming {
  readonly script: RegExp;
  readonly stem: (word: string) => string;
}

const LATIN = /^\p{sc=Latin}+$/u;
const CYRILLIC = /^\p{sc=Cyrillic}+$/u;

/** By ISO 639-1: the languages that reports are read in, but Arabic, whose plurals `words.ts` makes. */
const LANGUAGES: ReadonlyMap<string, Stemming> = new Map([
  ["en", { script: LATIN, stem: english }],
  ["es", { script: LATIN, stem: spanish }],
  ["fr", { script: LATIN, stem: french }],
  ["pt", { script: LATIN, stem: portuguese }],
  ["ru", { script: CYRILLIC, stem: russian }],
  ["tr", { script: LATIN, stem: turkish }],
  ["uk", { script: CYRILLIC, stem: ukrainian }],
]);

/** Shorter words and stems say too little: `is` and `ises`. */
const FEWEST_LETTERS = 4;
/** Letters that a stem has in common with its word. */
export const STEM_PREFIX = 3;
/** A language has that many words that matter; some megabytes. */
const MOST_KNOWN = 1 << 15;

/** Stemming takes microseconds, and the same words come again and again. */
const known = new Map<string, Map<string, string | undefined>>();

export function isStemmed(language: string | null): boolean {
  return language !== null && LANGUAGES.has(language);
}

/**
 * What words with the same stem have in common, such as `~en:kidnap`: no word of any
 * text looks like it. Undefined where the language is not known or the word is no
 * such word. The stem keeps the first letters of its word.
 */
export function stemForm(word: string, language: string | null): string | undefined {
  const stemming = language === null ? undefined : LANGUAGES.get(language);
  if (!stemming || language === null || word.length < FEWEST_LETTERS) return undefined;
  const words = known.getOrInsertComputed(language, () => new Map());
  if (words.has(word)) return words.get(word);
  if (words.size >= MOST_KNOWN) words.clear();
  const form = makeForm(word.toLowerCase().normalize("NFC"), language, stemming);
  words.set(word, form);
  return form;
}

function makeForm(word: string, language: string, { script, stem }: Stemming): string | undefined {
  if (!script.test(word)) return undefined;
  const stemmed = stem(word);
  const isUsable = stemmed.length >= STEM_PREFIX && word.startsWith(stemmed.slice(0, STEM_PREFIX));
  return isUsable ? formOf(stemmed, language) : undefined;
}

function formOf(stemmed: string, language: string): string {
  return `~${language}:${fold(stemmed)}`;
}

/**
 * The forms of a watch word, whose language nobody says: of each that is written in its
 * script. The word may be a stem itself: a stemmer takes saldırılar to saldırı, and that to saldır.
 */
export function stemForms(word: string): string[] {
  const forms = [...LANGUAGES.keys()].flatMap((language) => {
    const form = stemForm(word, language);
    return form === undefined ? [] : [form, formOf(word.toLowerCase().normalize("NFC"), language)];
  });
  return [...new Set(forms)];
}

/** The letters by which a form of `stemForm` is told early from what it cannot be. */
export function prefixOfForm(form: string): string | undefined {
  const at = form.startsWith("~") ? form.indexOf(":") + 1 : 0;
  return at === 0 ? undefined : form.slice(at, at + STEM_PREFIX);
}
