const WORD =
  /(?:\p{Lu}\.){2,}|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'‘`ʻʿ.][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** Calls `found` with the half-open span of every word. Initials keep their full stops: "U.S."; others join: "o'clock". */
export function eachWord(text: string, found: (start: number, end: number) => void): void {
  let at = 0;
  while (at < text.length) {
    if (!isPlainLetter(text.charCodeAt(at))) {
      if (!isPlainMark(text.charCodeAt(at))) {
        eachWordAfter(text, at, found);
        return;
      }
      at += 1;
      continue;
    }
    const end = plainEnd(text, at);
    if (end === undefined) {
      eachWordAfter(text, at, found);
      return;
    }
    found(at, end);
    at = end;
  }
}

/** As the letters of every script ask for; it takes several times as long. */
function eachWordAfter(
  text: string,
  from: number,
  found: (start: number, end: number) => void,
): void {
  WORD.lastIndex = from;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text))
    found(match.index, match.index + match[0].length);
}

const STOP = 46;
const APOSTROPHES: ReadonlySet<number> = new Set([0x27, 0x60, 0x20_18, 0x20_19]);

/** Where the word of plain letters ends that begins here; undefined where another script's letter may be part of it. */
function plainEnd(text: string, start: number): number | undefined {
  const initials = initialsEnd(text, start);
  if (initials - start >= SHORTEST_INITIALS) return initials;
  let end = start + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isPlainLetter(code)) end += 1;
    else if (code === STOP || APOSTROPHES.has(code)) {
      const next = text.charCodeAt(end + 1);
      if (!isPlainLetter(next))
        return end + 1 >= text.length || isPlainMark(next) ? end : undefined;
      end += 2;
    } else return end >= text.length || isPlainMark(code) ? end : undefined;
  }
}

/** Two letters with their full stops. */
const SHORTEST_INITIALS = 4;

function initialsEnd(text: string, start: number): number {
  let at = start;
  while (isCapital(text.charCodeAt(at)) && text.charCodeAt(at + 1) === STOP) at += 2;
  return at;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isPlainLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || isCapital(code) || (code >= 48 && code <= 57);
}

/** ASCII that is no letter, and the usual dashes and quotes: never part of a word, whatever stands beside it. */
function isPlainMark(code: number): boolean {
  return code < 128 ? !isPlainLetter(code) : code >= 0x20_10 && code <= 0x20_26;
}
