import { INSIDE_PREPOSITIONS } from "./word-lists.ts";
import { MARKS } from "./word-marks.ts";
import { followsDirectly, type Word } from "./words.ts";

/** How a text uses each of its words, wherever it does. */
export interface NameUsage {
  of(key: string): readonly string[];
}

export function readUsage(words: readonly Word[]): NameUsage {
  const uses = new Map<string, readonly string[]>();
  // Only a word that has a capital somewhere may be a name, or the number of a street.
  for (const { capitalised, key, marks } of words)
    if (capitalised || (marks & MARKS.ordinal) !== 0) uses.set(key, NO_USES);
  const note = (key: string, use: string): void => {
    const known = uses.get(key);
    if (known === undefined || known.includes(use)) return;
    uses.set(key, known.length === 0 && use === LOWER_CASE[0] ? LOWER_CASE : [...known, use]);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word?.script !== "cased") continue;
    if (!word.capitalised) {
      note(word.key, "lower-case");
      continue;
    }
    if (isBeforeName(words[index + 1])) note(word.key, "before-name");
    const before = words[index - 1];
    if (before !== undefined && !word.startsSentence && followsDirectly(word)) {
      const use = useAfter(before);
      if (use !== undefined) note(word.key, use);
    }
  }
  return { of: (key) => uses.get(key) ?? NO_USES };
}

/** Most that are used in any way are used so, and no other way. */
const LOWER_CASE: readonly string[] = ["lower-case"];
const NO_USES: readonly string[] = [];

function isBeforeName(next: Word | undefined): boolean {
  return next?.capitalised === true && !next.startsSentence && followsDirectly(next);
}

function useAfter(before: Word): string | undefined {
  if (INSIDE_PREPOSITIONS.has(before.key)) return "inside";
  return before.capitalised && !before.startsSentence ? "behind-name" : undefined;
}
