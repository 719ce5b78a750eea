import type { Written } from "./written.ts";

const WORD =
  /(?:\p{Lu}\.){2,}|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'‘`ʻʿ.][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** Takes the half-open span of a word. */
export type TakeWord = (start: number, end: number) => void;

/** Calls `take` with every word of a part of the text. Initials keep their full stops: "U.S."; others join: "o'clock". */
export function eachWord(whole: Written, from: number, to: number, take: TakeWord): void {
  const { letters } = whole;
  let at = from;
  while (at < to) {
    const sort = sortOf(letters[at]);
    if (sort === LETTER) {
      const end = plainEnd(letters, at, to);
      if (end === UNSURE) break;
      take(at, end);
      at = end;
    } else if (sort === OTHER) break;
    else at += 1;
  }
  if (at < to) eachWordAfter(whole.text.slice(from, to), at - from, from, take);
}

/** As the letters of every script ask for; it takes several times as long. */
function eachWordAfter(text: string, from: number, offset: number, take: TakeWord): void {
  WORD.lastIndex = from;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text))
    take(offset + match.index, offset + match.index + match[0].length);
}

/** Of another script, or of a kind that has to be looked at more closely. */
const OTHER = 0;
/** ASCII that is no letter, and the usual dashes and quotes: never part of a word, whatever stands beside it. */
const MARK = 1;
/** A mark that may join two letters to a word. */
const JOINT = 2;
/** A letter or digit of ASCII. */
const LETTER = 3;

const STOP = 46;
const SORTS = sorts();

function sorts(): Uint8Array {
  const table = new Uint8Array(0x20_27).fill(MARK, 0, 128).fill(MARK, 0x20_10);
  for (const [first, last] of ["09", "AZ", "az"])
    table.fill(LETTER, first?.charCodeAt(0), (last?.charCodeAt(0) ?? 0) + 1);
  for (const joint of ".'`‘’") table[joint.charCodeAt(0)] = JOINT;
  return table;
}

function sortOf(letter = 0): number {
  return SORTS[letter] ?? OTHER;
}

/** What stands right behind may be part of the word. */
const UNSURE = -1;

/** Where the word of plain letters ends that begins here; `UNSURE` where another script's letter may be part of it. */
function plainEnd(letters: Uint16Array, start: number, to: number): number {
  const initials = initialsEnd(letters, start, to);
  if (initials - start >= SHORTEST_INITIALS) return initials;
  let end = start + 1;
  while (end < to) {
    const sort = sortOf(letters[end]);
    if (sort === LETTER) end += 1;
    else if (sort === JOINT && end + 1 < to) {
      const next = sortOf(letters[end + 1]);
      if (next !== LETTER) return next === OTHER ? UNSURE : end;
      end += 2;
    } else return sort === OTHER ? UNSURE : end;
  }
  return to;
}

/** Two letters with their full stops. */
const SHORTEST_INITIALS = 4;

function initialsEnd(letters: Uint16Array, start: number, to: number): number {
  let at = start;
  while (at + 1 < to && isCapital(letters[at]) && letters[at + 1] === STOP) at += 2;
  return at;
}

function isCapital(letter = 0): boolean {
  return letter >= 65 && letter <= 90;
}
