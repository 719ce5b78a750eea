import { hashBetween, hashOf } from "./word-hash.ts";
import { type Token, tokenize } from "./words.ts";

export interface ReadText {
  readonly text: string;
  /** UTF-16 units of the text. */
  readonly units: Uint16Array;
  /** One that has stems, or null. */
  readonly language: string | null;
}

/** A token, counted from the start of its stretch, with the hashes of its forms. */
interface HashedToken {
  readonly token: Token;
  readonly hashes: readonly number[];
}

interface Reading {
  readonly stretch: string;
  readonly tokens: readonly HashedToken[];
}

/** Some megabytes; a language has that many words that matter. */
const MOST_READ = 1 << 15;

/** Stretches of text that are not plain letters and digits, cut into tokens: the same ones come again and again. */
export class Stretches {
  readonly #byLanguage = new Map<string | null, Map<number, Reading>>();

  read({ text, units, language }: ReadText, start: number, end: number): readonly HashedToken[] {
    const read = this.#byLanguage.getOrInsertComputed(language, () => new Map());
    const hash = hashBetween(units, start, end);
    const known = read.get(hash);
    const isSame = known?.stretch.length === end - start && text.startsWith(known.stretch, start);
    if (isSame) return known.tokens;
    if (read.size >= MOST_READ) read.clear();
    const stretch = text.slice(start, end);
    const tokens = tokenize(stretch, language).map((token) => ({
      token,
      hashes: token.forms.map(hashOf),
    }));
    read.set(hash, { stretch, tokens });
    return tokens;
  }
}
