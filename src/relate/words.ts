import { hashPlainWord, hashWord } from "./hash-words.ts";

/**
 * The words of a text as the relate stage compares them, in columns: a report has hundreds, of which a few are ever
 * written out.
 */
export interface Words {
  readonly count: number;
  /** Of the words as they are folded. */
  readonly hashes: Uint32Array;
  /** The bits below. */
  readonly signs: Uint8Array;
  /** Lower case, without marks; an English or Romance plural without its `s`. */
  folded(at: number): string;
}

export const CAPITALISED = 1;
/** Nothing but one space lies between it and the word before. */
export const FOLLOWS = 2;
/** Its first letter is a digit. */
export const BEGINS_WITH_DIGIT = 4;
export const IS_NUMBER = 8;
/** Of one letter. */
export const IS_LETTER = 16;
/** Has a letter that is not ASCII's. */
const FOREIGN = 32;

const WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+/gu;
const NUMBER = /^\d+(?:[.,]\d+)*$/;
const CAPITAL = /^\p{Lu}/u;

export function readWords(text: string): Words {
  const hashes = new Uint32Array((text.length + 1) >> 1);
  const signs = new Uint8Array(hashes.length);
  const spans = new Uint32Array(hashes.length * 2);
  let count = 0;
  let last = -2;
  const follows = (start: number) =>
    start === last + 1 && text.charCodeAt(last) === SPACE ? FOLLOWS : 0;
  const add = (start: number, end: number, hash: number, its: number) => {
    hashes[count] = hash;
    signs[count] = its;
    spans[count * 2] = start;
    spans[count * 2 + 1] = end;
    count += 1;
  };
  for (let at = nextStart(text, 0); at < text.length; at = nextStart(text, last)) {
    const plainEnd = plainEndOf(text, at);
    if (plainEnd !== undefined) {
      const end = singularEnd(text, at, plainEnd);
      if (!isCutOff(text, at, end))
        add(at, end, hashPlainWord(text, at, end), plainSigns(text, at, end) | follows(at));
      last = plainEnd;
      continue;
    }
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (match === null) break;
    const [written] = match;
    const end = match.index + written.length;
    const folded = foldForeign(written);
    if (folded !== "" && !isCutOff(folded, 0, folded.length)) {
      const its = foreignSigns(written, folded) | follows(match.index);
      add(match.index, end, hashWord(folded), its);
    }
    last = end;
  }
  return {
    count,
    hashes: hashes.subarray(0, count),
    signs: signs.subarray(0, count),
    folded(at) {
      const written = text.slice(spans[at * 2], spans[at * 2 + 1]);
      return (signs[at] ?? 0) & FOREIGN ? foldForeign(written) : written.toLowerCase();
    },
  };
}

/** What an apostrophe leaves of a word ("Sims's") is none. */
function isCutOff(text: string, start: number, end: number): boolean {
  return end === start + 1 && isPlainS(text, start);
}

const SPACE = 32;
/** From here on letters are not ASCII's. */
const FIRST_FOREIGN = 128;

/** From `at` on, where a word begins or may begin. */
function nextStart(text: string, at: number): number {
  let start = at;
  while (start < text.length) {
    const code = text.charCodeAt(start);
    if (isPlain(code) || code >= FIRST_FOREIGN) break;
    start += 1;
  }
  return start;
}

/** Where the word ends that begins here; undefined where what is not ASCII may be part of it. */
function plainEndOf(text: string, start: number): number | undefined {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  // A number keeps its points and commas.
  if (at > start && isFraction(text, at)) {
    do {
      at += 2;
      while (isDigit(text.charCodeAt(at))) at += 1;
    } while (isFraction(text, at));
    return at;
  }
  while (isPlain(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) >= FIRST_FOREIGN ? undefined : at;
}

function isFraction(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === COMMA || code === POINT) && isDigit(text.charCodeAt(at + 1));
}

const COMMA = 44;
const POINT = 46;

/** An ASCII letter or digit. */
function isPlain(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isPlainS(text: string, at: number): boolean {
  return (text.charCodeAt(at) | 32) === S;
}

const S = 115;
/** A shorter word keeps its `s`. */
const SHORTEST_PLURAL = 5;

function singularEnd(text: string, start: number, end: number): number {
  const isPlural =
    end - start >= SHORTEST_PLURAL && isPlainS(text, end - 1) && !isPlainS(text, end - 2);
  return isPlural ? end - 1 : end;
}

function plainSigns(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  const isOne = end === start + 1 ? IS_LETTER : 0;
  if (!isDigit(first)) return isOne | (first < 97 ? CAPITALISED : 0);
  let at = start;
  while (at < end && (text.charCodeAt(at) | 32) < 97) at += 1;
  return isOne | BEGINS_WITH_DIGIT | (at === end ? IS_NUMBER : 0);
}

function foreignSigns(written: string, folded: string): number {
  return (
    FOREIGN |
    (CAPITAL.test(written) ? CAPITALISED : 0) |
    (isDigit(folded.charCodeAt(0)) ? BEGINS_WITH_DIGIT : 0) |
    (NUMBER.test(folded) ? IS_NUMBER : 0) |
    (folded.length === 1 ? IS_LETTER : 0)
  );
}

function foldForeign(word: string): string {
  const folded = word
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
  return folded.slice(0, singularEnd(folded, 0, folded.length));
}
