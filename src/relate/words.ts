import { hashWord } from "./hash-words.ts";

/** A word of a report as the relate stage compares it. */
export interface Word {
  /** Lower case, without marks; an English or Romance plural without its `s`. */
  readonly folded: string;
  readonly hash: number;
  readonly capitalised: boolean;
  /** Nothing but one space lies between it and the word before. */
  readonly follows: boolean;
}

const WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu;
const PLAIN = /^[A-Za-z0-9]+$/;
const CAPITAL = /^\p{Lu}/u;

export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let end = -2;
  for (const match of text.matchAll(WORD)) {
    const [written] = match;
    const first = written.charCodeAt(0);
    const plain = PLAIN.test(written);
    const folded = singular(plain ? written.toLowerCase() : foldMarks(written));
    const follows = match.index === end + 1 && text[end] === " ";
    end = match.index + written.length;
    // What an apostrophe cuts off ("Sims's", "l'armée") is no word.
    if (folded === "s" || folded === "") continue;
    words.push({
      folded,
      hash: hashWord(folded),
      capitalised: plain ? first >= 65 && first <= 90 : CAPITAL.test(written),
      follows,
    });
  }
  return words;
}

function foldMarks(word: string): string {
  return word
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
}

function singular(word: string): string {
  return word.length > 4 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
