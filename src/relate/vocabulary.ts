import { hashWord } from "./hash-words.ts";

/** How common words are in ordinary reports, whatever a stream has brought so far. */
export interface Vocabulary {
  /** Share of documents of the word's language that have it: 0..1, never 0. By its hash. */
  shareOf(word: number): number;
}

/** A word that no list has: a name, most often. */
const UNLISTED = 0.001;

/** Per mille by word. */
export function openVocabulary(perMille: Readonly<Record<string, number>>): Vocabulary {
  const shares = new Map(
    Object.entries(perMille).map(([word, share]) => [hashWord(word), share / 1000]),
  );
  return { shareOf: (word) => shares.get(word) ?? UNLISTED };
}
