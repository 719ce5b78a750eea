import { sentenceEnds } from "./sentence-ends.ts";
import { type WordForm, wordFormAt } from "./word-form.ts";
import { eachWord } from "./word-spans.ts";
import { type Written, written } from "./written.ts";

/** A word of the document. */
export interface Token extends WordForm {
  readonly start: number;
  readonly end: number;
  /** Index into `sentences`. */
  readonly sentence: number;
}

export interface Sentence {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Part of the report's title. */
  readonly isTitle: boolean;
  /** Half-open range of `tokens`. */
  readonly firstToken: number;
  readonly endToken: number;
}

/** A report's text as every reader of the classify stage sees it. Offsets are UTF-16 units. */
export interface TextDocument {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
  /** Upper-case wire copy: capitals say nothing about names. */
  readonly upperCase: boolean;
}

const ABBREVIATION =
  /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|St|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|approx|\p{Lu})\.\s*$/u;
const UPPER = /^\p{Lu}/u;
const LOWER = /^\p{Ll}/u;

/** Splits a document into sentences and words. A line break ends a sentence, unless it only wraps a column of text. */
export function readDocument(title: string | undefined, text: string): TextDocument {
  const whole = title === undefined || title === "" ? text : `${title}\n\n${text}`;
  const titleEnd = whole.length - text.length;
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  const source = written(unwrapped(whole));
  const take = (start: number, end: number): void => {
    const { id, text: word, folded, capitalised } = wordFormAt(source, start, end);
    const sentence = sentences.length;
    tokens.push({ id, start, end, text: word, folded, capitalised, sentence });
  };
  for (const { start, end } of sentenceSpans(source)) {
    const firstToken = tokens.length;
    eachWord(source, start, end, take);
    if (tokens.length === firstToken) continue;
    sentences.push({
      index: sentences.length,
      start,
      end,
      text: whole.slice(start, end),
      isTitle: start < titleEnd,
      firstToken,
      endToken: tokens.length,
    });
  }
  return { text: whole, tokens, sentences, upperCase: isUpperCase(source) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const LINE_END = 10;

function sentenceSpans(source: Written): Span[] {
  const { text, letters } = source;
  const spans: Span[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && letters[at] !== LINE_END) continue;
    addWithinLine(spans, source, from, at);
    from = at + 1;
  }
  return spans;
}

/** By the general rules a sentence ends after "Dr."; such a piece is joined to the next. */
function addWithinLine(spans: Span[], source: Written, from: number, to: number): void {
  const { text, letters } = source;
  let start = firstWritten(letters, from, to);
  if (start === to) return;
  for (const end of sentenceEnds(source, from, to)) {
    if (end < to && ABBREVIATION.test(text.slice(Math.max(start, end - 12), end))) continue;
    start = firstWritten(letters, start, end);
    let stop = end;
    while (stop > start && isSpace(letters[stop - 1])) stop -= 1;
    if (stop > start) spans.push({ start, end: stop });
    start = end;
  }
}

/** The first letter that is no white space. */
function firstWritten(letters: Uint16Array, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(letters[at])) at += 1;
  return at;
}

/** White space beyond ASCII, as `trim` takes it off. */
const WIDE_SPACES: ReadonlySet<number> = new Set(
  Array.from("\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF", (mark) => mark.charCodeAt(0)),
);

function isSpace(letter = 0): boolean {
  if (letter < 128) return letter === 32 || (letter >= 9 && letter <= 13);
  return (letter >= 0x20_00 && letter <= 0x20_0a) || WIDE_SPACES.has(letter);
}

const NARROWEST_COLUMN = 45;
const WIDEST_COLUMN = 100;
/** Lines of a column broken by width fill most of it. */
const FILLED = 0.7;

/** Wire copy breaks its lines at a fixed width: inside such a paragraph a line break is a space. Offsets stay. */
function unwrapped(text: string): string {
  if (!LINES_TOGETHER.test(text)) return text;
  return text
    .split(/(\n[^\S\n]*\n\s*)/)
    .map((part) => (isWrapped(part.split("\n")) ? part.replaceAll("\n", " ") : part))
    .join("");
}

/** One line right below another. */
const LINES_TOGETHER = /[^\n]\n[^\S\n]*\S/;

function isWrapped(lines: readonly string[]): boolean {
  let [narrowest, width] = [Infinity, 0];
  for (const line of lines.slice(0, -1)) {
    const { length } = line.trimEnd();
    narrowest = Math.min(narrowest, length);
    width = Math.max(width, length);
  }
  if (width < NARROWEST_COLUMN || width > WIDEST_COLUMN) return false;
  return narrowest >= width * FILLED && (lines.at(-1)?.length ?? 0) <= width + 5;
}

function isUpperCase({ text, letters }: Written): boolean {
  const length = Math.min(text.length, 2_000);
  let [upper, lower] = [0, 0];
  for (let at = 0; at < length; at += 1) {
    const code = letters[at] ?? 0;
    if (code >= 97 && code <= 122) lower += 1;
    else if (code >= 65 && code <= 90) upper += 1;
    else if (code >= 128) {
      const letter = text.slice(at, Math.min(length, at + 2));
      if (UPPER.test(letter)) upper += 1;
      else if (LOWER.test(letter)) lower += 1;
    }
  }
  return upper > 40 && upper > 2.3 * lower;
}
