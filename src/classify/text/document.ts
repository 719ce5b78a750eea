import { sentenceEnds } from "./sentence-ends.ts";
import { type WordForm, wordFormAt } from "./word-form.ts";
import { eachWord } from "./word-spans.ts";

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
  for (const [start, end] of sentenceSpans(whole)) {
    const firstToken = tokens.length;
    const sentence = sentences.length;
    const body = whole.slice(start, end);
    eachWord(body, (from, to) => {
      tokens.push(readToken(wordFormAt(body, from, to), start + from, sentence));
    });
    if (tokens.length === firstToken) continue;
    const isTitle = start < titleEnd;
    sentences.push({
      index: sentence,
      start,
      end,
      text: body,
      isTitle,
      firstToken,
      endToken: tokens.length,
    });
  }
  return { text: whole, tokens, sentences, upperCase: isUpperCase(whole) };
}

function readToken(form: WordForm, start: number, sentence: number): Token {
  const { id, text, folded, capitalised } = form;
  return { id, start, end: start + text.length, text, folded, capitalised, sentence };
}

type Span = readonly [start: number, end: number];

function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const line of unwrapped(text).split("\n")) {
    if (line.trim() !== "") addWithinLine(spans, line, from);
    from += line.length + 1;
  }
  return spans;
}

const NARROWEST_COLUMN = 45;
const WIDEST_COLUMN = 100;
/** Lines of a column broken by width fill most of it. */
const FILLED = 0.7;

/** Wire copy breaks its lines at a fixed width: inside such a paragraph a line break is a space. Offsets stay. */
function unwrapped(text: string): string {
  return text
    .split(/(\n[^\S\n]*\n\s*)/)
    .map((part) => (isWrapped(part.split("\n")) ? part.replaceAll("\n", " ") : part))
    .join("");
}

function isWrapped(lines: readonly string[]): boolean {
  const broken = lines.slice(0, -1).map((line) => line.trimEnd().length);
  const width = broken.reduce((widest, length) => Math.max(widest, length), 0);
  if (width < NARROWEST_COLUMN || width > WIDEST_COLUMN) return false;
  return (
    broken.every((length) => length >= width * FILLED) && (lines.at(-1)?.length ?? 0) <= width + 5
  );
}

/** By the general rules a sentence ends after "Dr."; such a piece is joined to the next. */
function addWithinLine(spans: Span[], line: string, offset: number): void {
  let start = 0;
  for (const end of sentenceEnds(line)) {
    if (end < line.length && ABBREVIATION.test(line.slice(Math.max(start, end - 12), end)))
      continue;
    const body = line.slice(start, end);
    const trimmed = body.trimEnd();
    const lead = body.length - body.trimStart().length;
    if (trimmed.length > lead) spans.push([offset + start + lead, offset + start + trimmed.length]);
    start = end;
  }
}

function isUpperCase(text: string): boolean {
  const length = Math.min(text.length, 2_000);
  let [upper, lower] = [0, 0];
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
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
