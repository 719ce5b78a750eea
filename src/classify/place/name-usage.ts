import { INSIDE_PREPOSITIONS } from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/** How a text uses each of its words, wherever it does: as names of features. */
export interface NameUsage {
  of(key: string): Iterable<string>;
}

export function readUsage(words: readonly Word[]): NameUsage {
  const uses = new Map<string, Set<string>>();
  const note = (key: string, use: string): void => {
    uses.getOrInsertComputed(key, () => new Set()).add(use);
  };
  for (const [index, word] of words.entries()) {
    if (word.script !== "cased") continue;
    if (!word.capitalised) note(word.key, "used:lower-case");
    else {
      const [before, next] = [words[index - 1], words[index + 1]];
      if (isBeforeName(next)) note(word.key, "used:before-name");
      if (before !== undefined && !word.startsSentence && followsDirectly(word))
        for (const use of usesAfter(before)) note(word.key, use);
    }
  }
  return { of: (key) => uses.get(key) ?? [] };
}

function isBeforeName(next: Word | undefined): boolean {
  return next?.capitalised === true && !next.startsSentence && followsDirectly(next);
}

function usesAfter(before: Word): string[] {
  if (INSIDE_PREPOSITIONS.has(before.key)) return ["used:inside"];
  return before.capitalised && !before.startsSentence ? ["used:behind-name"] : [];
}
