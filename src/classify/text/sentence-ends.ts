import type { Written } from "./written.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * Where the sentences of a line end by Unicode's rules (UAX 29), spaces behind each its own; the last at the line's end.
 * The line is the part of the text from `from` to `to`.
 */
export function sentenceEnds({ text, letters }: Written, from: number, to: number): number[] {
  const ends: number[] = [];
  if (!isPlain(letters, from, to)) {
    for (const { index, segment } of segmenter.segment(text.slice(from, to)))
      ends.push(from + index + segment.length);
    return ends;
  }
  // The same rules for ASCII alone, which take a small part of the segmenter's time.
  for (let start = from; start < to; start = ends.at(-1) ?? to)
    ends.push(plainEnd(letters, start, to));
  return ends;
}

function isPlain(letters: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = letters[at] ?? 0;
    if (code > 126 || (code < SPACE && code !== TAB)) return false;
  }
  return true;
}

function plainEnd(letters: Uint16Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const code = letters[at] ?? NONE;
    if (!isTerminator(code)) continue;
    const before = at > from ? (letters[at - 1] ?? NONE) : NONE;
    if (code === STOP && isWithinWord(before, codeAt(letters, at + 1, to))) continue;
    let next = at + 1;
    while (isClosing(codeAt(letters, next, to))) next += 1;
    while (isSpace(codeAt(letters, next, to))) next += 1;
    if (!goesOn(letters, { from: next, to }, code)) return next;
  }
  return to;
}

function codeAt(letters: Uint16Array, at: number, to: number): number {
  return at < to ? (letters[at] ?? NONE) : NONE;
}

/** "3.5", "U.S": rules 6 and 7. */
function isWithinWord(before: number, next: number): boolean {
  return isDigit(next) || (isUpper(next) && isLetter(before));
}

/** More marks behind a terminator, or a small letter behind a full stop: rules 8 and 8a. */
function goesOn(
  letters: Uint16Array,
  { from, to }: { readonly from: number; readonly to: number },
  terminator: number,
): boolean {
  const code = codeAt(letters, from, to);
  if (isTerminator(code) || isContinuing(code)) return true;
  if (terminator !== STOP) return false;
  for (let at = from; at < to; at += 1) {
    const later = letters[at] ?? NONE;
    if (isLetter(later) || isTerminator(later)) return isLower(later);
  }
  return false;
}

/** Behind the last letter. */
const NONE = -1;
const [TAB, SPACE, STOP] = [9, 32, 46];
const CONTINUING: ReadonlySet<number> = codesOf(",-:;");
const CLOSING: ReadonlySet<number> = codesOf("\"'()[]{}");

function codesOf(marks: string): Set<number> {
  return new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));
}

function isTerminator(code: number): boolean {
  return code === STOP || code === 33 || code === 63;
}

function isContinuing(code: number): boolean {
  return CONTINUING.has(code);
}

function isClosing(code: number): boolean {
  return CLOSING.has(code);
}

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isLetter(code: number): boolean {
  return isUpper(code) || isLower(code);
}
