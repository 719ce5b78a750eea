import { GIVEN_NAMES } from "./person-names.ts";
import { TITLE_WORDS } from "./word-lists.ts";
import type { Word } from "./words.ts";

/** The surnames of people named in full: given name or title, then a capital. */
export function findPeople(words: readonly Word[]): Set<string> {
  const people = new Set<string>();
  let last: Word | undefined;
  for (const word of words) {
    const before = last;
    last = word;
    if (!word.capitalised || word.startsSentence) continue;
    if (before?.possessive !== false || (word.gap !== " " && word.gap !== ". ")) continue;
    if (
      isPersonWord(before, GIVEN_NAMES) ||
      (isPersonWord(before, TITLE_WORDS) && !TITLE_WORDS.has(word.key))
    )
      people.add(word.key);
  }
  return people;
}

export function isPersonWord(word: Word | undefined, list: ReadonlySet<string>): boolean {
  return word?.capitalised === true && list.has(word.key);
}
