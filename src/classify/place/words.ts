import type { TextDocument, Token } from "../text/document.ts";
import { byForm } from "../text/word-form.ts";
import { foldWord } from "./gazetteer-format.ts";
import { marksOf } from "./word-marks.ts";

/** What the place reader knows of a written word, wherever it stands. */
export interface PlaceWord {
  /** Without a possessive ending. */
  readonly text: string;
  readonly key: string;
  readonly possessive: boolean;
  readonly script: "cased" | "arabic" | "other";
  /** Bits of `MARKS`. */
  readonly marks: number;
}

/** A word of the document as the place reader sees it. */
export interface Word extends PlaceWord {
  readonly start: number;
  /** Before a possessive ending. */
  readonly end: number;
  readonly capitalised: boolean;
  /** What stands between the word before, of the same sentence, and this one. */
  readonly gap: string;
  readonly sentence: number;
  readonly startsSentence: boolean;
}

const POSSESSIVE = /[’'‘`]s$/i;
const ARABIC = /^\p{Script=Arabic}/u;
const CASED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

const placeWord = byForm(({ text: written }): PlaceWord => {
  const possessive = written.length > 3 && POSSESSIVE.test(written);
  const text = possessive ? written.slice(0, -2) : written;
  const key = foldWord(text);
  return { text, key, possessive, script: scriptOf(text), marks: marksOf(text, key) };
});

export function readWords(document: TextDocument): Word[] {
  const words: Word[] = [];
  let before: Word | undefined;
  for (const token of document.tokens) {
    before = readWord(document.text, token, before);
    words.push(before);
  }
  return words;
}

function readWord(whole: string, token: Token, before: Word | undefined): Word {
  const { text, key, possessive, script, marks } = placeWord(token);
  const startsSentence = before?.sentence !== token.sentence;
  const from = before === undefined ? 0 : before.end + (before.possessive ? 2 : 0);
  return {
    start: token.start,
    end: token.start + text.length,
    text,
    key,
    capitalised: token.capitalised,
    possessive,
    gap: startsSentence ? "\n" : gapOf(whole, from, token.start),
    sentence: token.sentence,
    startsSentence,
    script,
    marks,
  };
}

/** Most often it is one space, which is not cut out of the text each time. */
function gapOf(whole: string, from: number, to: number): string {
  return to - from === 1 && whole.codePointAt(from) === SPACE ? " " : whole.slice(from, to);
}

const SPACE = 32;

function scriptOf(text: string): PlaceWord["script"] {
  if (CASED.test(text)) return "cased";
  return ARABIC.test(text) ? "arabic" : "other";
}

/** Whether nothing but a space stands between this word and the one before. */
export function followsDirectly(word: Word | undefined): boolean {
  return word !== undefined && (word.gap === " " || SPACES.test(word.gap));
}

const SPACES = /^\s{1,3}$/;
