const PLAIN = /^[\t\x20-\x7E]*$/;
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Where the sentences of a line end by Unicode's rules (UAX 29), spaces behind each its own; the last at its end. */
export function sentenceEnds(line: string): number[] {
  const ends: number[] = [];
  if (!PLAIN.test(line)) {
    for (const { index, segment } of segmenter.segment(line)) ends.push(index + segment.length);
    return ends;
  }
  // The same rules for ASCII alone, which take a small part of the segmenter's time.
  for (let from = 0; from < line.length; from = ends.at(-1) ?? line.length)
    ends.push(plainEnd(line, from));
  return ends;
}

function plainEnd(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (!isTerminator(code) || isWithinWord(line, from, at)) continue;
    let next = at + 1;
    while (isClosing(line.charCodeAt(next))) next += 1;
    while (isSpace(line.charCodeAt(next))) next += 1;
    if (!goesOn(line, code, next)) return next;
  }
  return line.length;
}

/** "3.5", "U.S": rules 6 and 7. */
function isWithinWord(line: string, from: number, at: number): boolean {
  if (line.charCodeAt(at) !== STOP) return false;
  const next = line.charCodeAt(at + 1);
  if (isDigit(next)) return true;
  return isUpper(next) && at > from && isLetter(line.charCodeAt(at - 1));
}

/** More marks behind a terminator, or a small letter behind a full stop: rules 8 and 8a. */
function goesOn(line: string, terminator: number, next: number): boolean {
  const code = line.charCodeAt(next);
  if (isTerminator(code) || isContinuing(code)) return true;
  if (terminator !== STOP) return false;
  let at = next;
  while (at < line.length && !isLetter(line.charCodeAt(at)) && !isTerminator(line.charCodeAt(at)))
    at += 1;
  return isLower(line.charCodeAt(at));
}

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
