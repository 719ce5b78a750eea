import { INSIDE_PREPOSITIONS } from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/** How a text uses each of its words, wherever it does. */
export interface NameUsage {
  of(key: string): readonly string[];
}

export function readUsage(words: readonly Word[]): NameUsage {
  const uses = new Map<string, readonly string[]>();
  const note = (key: string, use: string): void => {
    const known = uses.get(key);
    if (known === undefined) uses.set(key, [use]);
    else if (!known.includes(use)) uses.set(key, [...known, use]);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word?.script !== "cased") continue;
    if (!word.capitalised) {
      if (!uses.has(word.key)) uses.set(word.key, LOWER_CASE);
      else note(word.key, "lower-case");
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

/** Nearly all words are used so and no other way. */
const LOWER_CASE: readonly string[] = ["lower-case"];
const NO_USES: readonly string[] = [];

function isBeforeName(next: Word | undefined): boolean {
  return next?.capitalised === true && !next.startsSentence && followsDirectly(next);
}

function useAfter(before: Word): string | undefined {
  if (INSIDE_PREPOSITIONS.has(before.key)) return "inside";
  return before.capitalised && !before.startsSentence ? "behind-name" : undefined;
}
