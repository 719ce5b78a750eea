import type { Reading } from "./read-signs.ts";

/** A day, month or year the text names, seen from the day of publication. */
export interface DateMention {
  readonly token: number;
  readonly sentence: number;
  readonly date: Temporal.PlainDate | null;
  readonly precision: "day" | "month" | "year";
  /** Named in passing: "the worst since 7 October". */
  readonly aside: boolean;
  /** Days before publication; null where either day is unknown. */
  readonly age: number | null;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;
const YEAR = /^(?:19|20)\d{2}$/;
const DAY = /^(\d{1,2})(?:st|nd|rd|th)?$/;
const NEXT_WORD = new Set(["next", "coming", "proximo", "prochain", "siguiente", "próximo"]);
/** A day named without a year is the latest one before this many days after publication. */
const SLACK_DAYS = 1;

/** The calendar day a report was published, in the source's own terms. */
export function publishedDay(publishedAt: string | undefined): Temporal.PlainDate | null {
  const day = ISO_DATE.exec(publishedAt ?? "")?.[0];
  if (day === undefined) return null;
  try {
    return Temporal.PlainDate.from(day);
  } catch {
    return null;
  }
}

export function readDates(reading: Reading, published: Temporal.PlainDate | null): DateMention[] {
  const mentions: DateMention[] = [];
  for (let token = 0; token < reading.keys.length; token += 1) {
    const named = dateAt(reading, token, published);
    if (named === undefined) continue;
    const sentence = reading.document.tokens[token]?.sentence ?? 0;
    const age =
      named.date === null || published === null
        ? null
        : named.date.until(published, { largestUnit: "day" }).days;
    mentions.push({ ...named, token, sentence, age, aside: reading.subordinate[token] ?? false });
  }
  return mentions;
}

type Named = Pick<DateMention, "date" | "precision">;

function dateAt(
  reading: Reading,
  token: number,
  published: Temporal.PlainDate | null,
): Named | undefined {
  const { keys, lexicon } = reading;
  const key = keys[token] ?? "";
  const ago = daysAgo(reading, token);
  if (ago !== undefined) {
    return { date: published?.subtract({ days: ago }) ?? null, precision: "day" };
  }
  const weekday = lookUp(lexicon.calendar.weekdays, key);
  if (weekday !== undefined) return namedWeekday(weekday, keys[token - 1] ?? "", published);
  const month = lookUp(lexicon.calendar.months, key);
  if (month !== undefined && isMonthName(reading, token)) {
    return namedMonth(month, { keys, token, published });
  }
  if (month === undefined && YEAR.test(key)) return pastYear(Number(key), published);
  return undefined;
}

/** "this", "cette", "esta": longer words begin no name of a day, and are not looked up twice. */
const LONGEST_POINTER = 5;

/** "yesterday", "this morning". */
function daysAgo({ keys, lexicon }: Reading, token: number): number | undefined {
  const key = keys[token] ?? "";
  const table = lexicon.calendar.daysAgo;
  if (key.length > LONGEST_POINTER) return lookUp(table, key);
  return lookUp(table, key) ?? lookUp(table, `${key} ${keys[token + 1] ?? ""}`);
}

/** "may" is a verb, "march" a walk: a month has a capital, or a number beside it. */
function isMonthName({ keys, lexicon, document }: Reading, token: number): boolean {
  if (lexicon.language !== "en") return true;
  if (document.tokens[token]?.capitalised === true && !document.upperCase) return true;
  const beside = [keys[token - 1], keys[token - 2], keys[token + 1]].map((word) => word ?? "");
  return beside.some((word) => DAY.test(word) || YEAR.test(word));
}

/** A year gone by says that a sentence is history; this year says nothing. */
function pastYear(year: number, published: Temporal.PlainDate | null): Named | undefined {
  if (published === null || year >= published.year) return undefined;
  return { date: plainDate(year, 1, 1), precision: "year" };
}

function lookUp(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The latest such day up to publication. */
function namedWeekday(
  weekday: number,
  before: string,
  published: Temporal.PlainDate | null,
): Named | undefined {
  if (NEXT_WORD.has(before)) return undefined;
  if (published === null) return { date: null, precision: "day" };
  const back = (published.dayOfWeek - weekday + 7) % 7;
  return { date: published.subtract({ days: back }), precision: "day" };
}

function namedMonth(
  month: number,
  at: {
    readonly keys: readonly string[];
    readonly token: number;
    readonly published: Temporal.PlainDate | null;
  },
): Named {
  const { keys, token, published } = at;
  // "October 2", "2 October", "2 de octubre", "2nd of October".
  const day =
    dayNumber(keys[token + 1]) ?? dayNumber(keys[token - 1]) ?? dayNumber(keys[token - 2]);
  const year = [token + 1, token + 2, token + 3]
    .map((i) => keys[i] ?? "")
    .find((w) => YEAR.test(w));
  const precision = day === undefined ? "month" : "day";
  if (year !== undefined) return { date: plainDate(Number(year), month, day ?? 1), precision };
  if (published === null) return { date: null, precision };
  const thisYear = plainDate(published.year, month, day ?? 1);
  const future =
    thisYear !== null &&
    Temporal.PlainDate.compare(thisYear, published.add({ days: SLACK_DAYS })) > 0;
  return { date: future ? plainDate(published.year - 1, month, day ?? 1) : thisYear, precision };
}

function dayNumber(word: string | undefined): number | undefined {
  const digits = DAY.exec(word ?? "")?.[1];
  const day = digits === undefined ? 0 : Number(digits);
  return day >= 1 && day <= 31 ? day : undefined;
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return null;
  }
}
