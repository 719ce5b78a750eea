import type { TextDocument, Token } from "../text/document.ts";
import { foldWord } from "./gazetteer-format.ts";

/** A word of the document as the place reader sees it. */
export interface Word {
  readonly start: number;
  /** Before a possessive ending. */
  readonly end: number;
  readonly text: string;
  readonly key: string;
  readonly capitalised: boolean;
  readonly possessive: boolean;
  /** What stands between the word before, of the same sentence, and this one. */
  readonly gap: string;
  readonly sentence: number;
  readonly startsSentence: boolean;
  readonly script: "cased" | "arabic" | "other";
}

const POSSESSIVE = /[’'‘`]s$/i;
const ARABIC = /^\p{Script=Arabic}/u;
const CASED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

export function readWords(document: TextDocument): Word[] {
  const words: Word[] = [];
  for (const token of document.tokens) words.push(readWord(document, token, words.at(-1)));
  return words;
}

function readWord(document: TextDocument, token: Token, before: Word | undefined): Word {
  const possessive = token.text.length > 3 && POSSESSIVE.test(token.text);
  const text = possessive ? token.text.slice(0, -2) : token.text;
  const startsSentence = before?.sentence !== token.sentence;
  const from = before === undefined ? 0 : before.end + (before.possessive ? 2 : 0);
  return {
    start: token.start,
    end: token.start + text.length,
    text,
    key: foldWord(text),
    capitalised: token.capitalised,
    possessive,
    gap: startsSentence ? "\n" : document.text.slice(from, token.start),
    sentence: token.sentence,
    startsSentence,
    script: scriptOf(text),
  };
}

function scriptOf(text: string): Word["script"] {
  if (CASED.test(text)) return "cased";
  return ARABIC.test(text) ? "arabic" : "other";
}

/** Whether nothing but a space stands between this word and the one before. */
export function followsDirectly(word: Word | undefined): boolean {
  return word !== undefined && SPACE.test(word.gap);
}

const SPACE = /^\s{1,3}$/;
