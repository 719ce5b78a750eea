import type { Reading } from "./read-signs.ts";

/** A count written in digits or words; `max` null for "at least" and for vague words. */
export interface WrittenNumber {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number | null;
  /** "dozens": honest only as a floor. */
  readonly vague: boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const DIGITS = /^\d+(?:[.,]\d{3})*$/;
const YEAR = /^(?:19|20)\d{2}$/;
/** Languages that group thousands by a plain space. */
const SPACED = new Set(["fr", "ru", "uk"]);
const LARGEST = 10_000_000;
const ARABIC_ZERO = 0x0660;

/** Counts that may be of people: not years, ages, sums, clock times or measures. */
export function readNumbers(reading: Reading, { from, to }: Range): WrittenNumber[] {
  const numbers: WrittenNumber[] = [];
  for (let at = from, next = from; at < to; at = next) {
    next = at + 1;
    if (reading.words[at]?.mayBeNumber !== true) continue;
    const number = digitsAt(reading, { from: at, to }) ?? wordsAt(reading, { from: at, to });
    if (number === undefined) continue;
    next = number.to;
    if (!isMeasure(reading, number)) numbers.push(qualified(reading, number));
  }
  return joinRanges(reading, numbers);
}

function digitsAt(reading: Reading, { from, to }: Range): WrittenNumber | undefined {
  const { tokens } = reading.document;
  let written = westernDigits(tokens[from]?.text ?? "");
  if (!DIGITS.test(written)) return undefined;
  let end = from + 1;
  while (end < to && isThousandsGroup(reading, written, end)) {
    written += westernDigits(tokens[end]?.text ?? "");
    end += 1;
  }
  const value = Number(written.replaceAll(/\D/g, ""));
  if (value > LARGEST || (YEAR.test(written) && end === from + 1)) return undefined;
  return multiplied(reading, { from, to: end, min: value, max: value, vague: false });
}

/** "1,200" and "1 200" come as two words. */
function isThousandsGroup({ document, lexicon }: Reading, written: string, at: number): boolean {
  const { text, tokens } = document;
  const next = tokens[at];
  if (next === undefined || !/^\d{3}$/.test(next.text) || written.length > 7) return false;
  const between = text.slice(tokens[at - 1]?.end, next.start);
  if (between === "," || between === "\u00A0" || between === "\u202F") return true;
  return between === " " && SPACED.has(lexicon.language);
}

function westernDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669]/g, (digit) =>
    String((digit.codePointAt(0) ?? ARABIC_ZERO) - ARABIC_ZERO),
  );
}

function wordsAt(reading: Reading, { from, to }: Range): WrittenNumber | undefined {
  const { exact, vague } = reading.lexicon.numbers;
  const key = reading.keyAt(from);
  const floor = lookUp(vague, key);
  if (floor !== undefined) return { from, to: from + 1, min: floor, max: null, vague: true };
  const value = lookUp(exact, key);
  if (value === undefined) return undefined;
  const unit = afterAnd(reading, from + 1);
  const next = unit < to ? lookUp(exact, reading.keyAt(unit)) : undefined;
  const joined = next === undefined ? undefined : joinWords(reading, value, next);
  const total = joined ?? value;
  const end = joined === undefined ? from + 1 : unit + 1;
  return multiplied(reading, { from, to: end, min: total, max: total, vague: false });
}

/** "treinta y cinco", "vingt et un". */
const AND_IN_NUMBERS: Readonly<Record<string, string>> = { es: "y", pt: "e", fr: "et" };

function afterAnd(reading: Reading, at: number): number {
  return reading.keyAt(at) === AND_IN_NUMBERS[reading.lexicon.language] ? at + 1 : at;
}

/** "twenty-five", and "no one"; undefined where the two words are two numbers. */
function joinWords({ lexicon }: Reading, first: number, second: number): number | undefined {
  if (first === 0 && second === 1) return 0;
  const [tens, unit] = lexicon.language === "ar" ? [second, first] : [first, second];
  const isUnit = unit > 0 && unit < 10;
  // Arabic says the unit first, of the teens too: "five ten" is fifteen.
  const isTens = tens % 10 === 0 && tens >= (lexicon.language === "ar" ? 10 : 20) && tens < 100;
  return isUnit && isTens ? tens + unit : undefined;
}

/** "two dozen", "3 thousand". */
function multiplied(reading: Reading, number: WrittenNumber): WrittenNumber {
  const factor = lookUp(reading.lexicon.numbers.times, reading.keyAt(number.to));
  if (factor === undefined) return number;
  const value = number.min * factor;
  return { ...number, to: number.to + 1, min: value, max: value };
}

function qualified(reading: Reading, number: WrittenNumber): WrittenNumber {
  const floor = reading.endsAt("at-least", number.from) || reading.startsAt("at-least", number.to);
  return floor ? { ...number, max: null } : number;
}

const SUM_BEFORE = /[$€£¥#]\s?$|[:/.]$|\d{2}-$/u;
const MEASURE_AFTER = /^(?:\s?%|[:/]\d|-\d{3}|\s?[$€£]|[.,]\d)/u;

function isMeasure(reading: Reading, number: WrittenNumber): boolean {
  const { from, to } = number;
  const { text, tokens } = reading.document;
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? 0;
  const before = text.slice(Math.max(0, start - 3), start);
  const after = text.slice(end, end + 4);
  if (SUM_BEFORE.test(before) || MEASURE_AFTER.test(after) || isAge(before, after)) return true;
  return (
    isDated(reading, number) ||
    reading.startsAt("units", to) ||
    isNumbered(reading, from) ||
    isAddress(reading, number)
  );
}

/** "at 29 Arlington Street": after a word of place and before a name that is no people's. */
function isAddress(reading: Reading, { from, to }: WrittenNumber): boolean {
  const { tokens, upperCase } = reading.document;
  if (upperCase || !tokens[to]?.capitalised || !reading.endsAt("address-at", from)) return false;
  const isPeople = (at: number) => reading.startsAt("people", at) || reading.startsAt("person", at);
  return tokens[to]?.sentence === tokens[from]?.sentence && !isPeople(to) && !isPeople(to + 1);
}

/** "street 12", "aged 20": the unit stands right before, with nothing but a space between. */
function isNumbered(reading: Reading, from: number): boolean {
  const { text, tokens } = reading.document;
  const between = text.slice(tokens[from - 1]?.end ?? 0, tokens[from]?.start ?? 0);
  return between.trim() === "" && reading.endsAt("units", from);
}

/** "John Smith, 24, was shot" and "John Smith (24)". */
function isAge(before: string, after: string): boolean {
  return (
    (before.endsWith(", ") && /^[,.;)]/.test(after)) ||
    (before.endsWith("(") && after.startsWith(")"))
  );
}

/** Beside the name of a month. */
function isDated(reading: Reading, { from, to }: WrittenNumber): boolean {
  const { months } = reading.lexicon.calendar;
  return Object.hasOwn(months, reading.keyAt(from - 1)) || Object.hasOwn(months, reading.keyAt(to));
}

/** "between 5 and 10", "5 to 10", "5-10". */
function joinRanges(reading: Reading, numbers: readonly WrittenNumber[]): WrittenNumber[] {
  const joined: WrittenNumber[] = [];
  for (const number of numbers) {
    const last = joined.at(-1);
    if (last !== undefined && isRange(reading, last, number)) {
      joined[joined.length - 1] = { ...last, to: number.to, max: number.max };
    } else joined.push(number);
  }
  return joined;
}

function isRange(reading: Reading, low: WrittenNumber, high: WrittenNumber): boolean {
  if (high.min <= low.min || low.vague) return false;
  const { text, tokens } = reading.document;
  const between = text.slice(tokens[low.to - 1]?.end, tokens[high.from]?.start).trim();
  const spanned = ["between", "entre"].includes(reading.keyAt(low.from - 1));
  return (
    ["-", "–", "to", "a", "à"].includes(between) ||
    (spanned && ["and", "y", "et", "e"].includes(between))
  );
}

function lookUp(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
