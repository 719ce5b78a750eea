import type { Word } from "./words.ts";

/**
 * Other keys a word may be listed under: Arabic joins "and", "in", "to" to the word that follows;
 * Russian and Ukrainian decline names; a possessive may be part of one ("Cox's Bazar").
 */
export function spellingsOf(word: Word): readonly string[] {
  if (word.script === "arabic") return arabicSpellings(word.key);
  if (word.script === "cased" && CYRILLIC.test(word.key)) return cyrillicSpellings(word.key);
  if (ARABIC_ARTICLES.has(word.key) && word.text !== word.text.toUpperCase())
    return [word.key, ...ARABIC_ARTICLES];
  return word.possessive ? [`${word.key}s`, word.key] : [word.key];
}

/** "El-Fashir" and "Al Fashir" are one town: the article is written by ear. */
export const ARABIC_ARTICLES: ReadonlySet<string> = new Set([
  "al",
  "el",
  "ar",
  "ad",
  "as",
  "ash",
  "an",
  "at",
  "az",
]);

const CYRILLIC = /^\p{Script=Cyrillic}/u;
const ARABIC_JOINED = /^[وبلفك]/u;
const ARABIC_TO_THE = /^لل/u;
const CYRILLIC_ENDING = /(?:ого|ому|ою|ом|ем|єм|ой|ей|ами|ах|ях|ів|[аеєиіїоуыюяь])$/u;
const NOMINATIVE_ENDINGS = ["", "а", "я", "ь", "о", "е", "ы", "и", "ия", "ія", "ь"];

function arabicSpellings(key: string): string[] {
  const spellings = [key];
  if (key.length > 3 && ARABIC_TO_THE.test(key)) spellings.push(`ال${key.slice(2)}`);
  if (key.length > 3 && ARABIC_JOINED.test(key)) spellings.push(key.slice(1));
  if (key.length > 5 && /^و[بل]/u.test(key)) spellings.push(key.slice(2));
  return spellings;
}

function cyrillicSpellings(key: string): string[] {
  const stem = key.replace(CYRILLIC_ENDING, "");
  if (stem.length < 3) return [key];
  return [key, ...NOMINATIVE_ENDINGS.map((ending) => stem + ending)];
}
