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
    Object.entries(perMille).map(([word, share]) => [hashWord(word) | 0, share / 1000]),
  );
  // Most words are unlisted: a bit that little memory holds says so of nearly all of them.
  const listed = new Uint8Array(2 ** FILTER_BITS);
  for (const word of shares.keys()) listed[word >>> (32 - FILTER_BITS)] = 1;
  return {
    shareOf: (word) =>
      listed[word >>> (32 - FILTER_BITS)] === 0 ? UNLISTED : (shares.get(word | 0) ?? UNLISTED),
  };
}

/** Ten times as many as there are words. */
const FILTER_BITS = 16;
