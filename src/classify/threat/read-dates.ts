import type { Reading } from "./read-signs.ts";

/** A day, month or year the text names, seen from the day of publication. */
export interface DateMention {
  readonly token: number;
  /** Half-open range of the tokens that name it. */
  readonly words: { readonly from: number; readonly to: number };
  /** What kind of name it is. */
  readonly rule: "day before" | "weekday" | "month" | "year";
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
  for (let token = 0; token < reading.words.length; token += 1) {
    if (reading.words[token]?.mayBeDate !== true) continue;
    const named = dateAt(reading, token, published);
    if (named === undefined) continue;
    const sentence = reading.document.tokens[token]?.sentence ?? 0;
    const age =
      named.date === null || published === null
        ? null
        : named.date.until(published, { largestUnit: "day" }).days;
    mentions.push({ ...named, token, sentence, age, aside: reading.subordinate[token] === 1 });
  }
  return mentions;
}

type Named = Pick<DateMention, "date" | "precision" | "words" | "rule">;

function dateAt(
  reading: Reading,
  token: number,
  published: Temporal.PlainDate | null,
): Named | undefined {
  const { lexicon } = reading;
  const key = reading.keyAt(token);
  const ago = daysAgo(reading, token);
  if (ago !== undefined) {
    const date = published?.subtract({ days: ago.days }) ?? null;
    const words = { from: token, to: token + ago.length };
    return { date, precision: "day", words, rule: "day before" };
  }
  const weekday = lookUp(lexicon.calendar.weekdays, key);
  if (weekday !== undefined) return namedWeekday(weekday, { reading, token, published });
  const month = lookUp(lexicon.calendar.months, key);
  if (month !== undefined && isMonthName(reading, token)) {
    return namedMonth(month, { reading, token, published });
  }
  if (month === undefined && YEAR.test(key)) return pastYear(Number(key), token, published);
  return undefined;
}

/** "this", "cette", "esta": longer words begin no name of a day, and are not looked up twice. */
const LONGEST_POINTER = 5;

/** "yesterday", "this morning". */
function daysAgo(
  reading: Reading,
  token: number,
): { readonly days: number; readonly length: number } | undefined {
  const key = reading.keyAt(token);
  const table = reading.lexicon.calendar.daysAgo;
  const one = lookUp(table, key);
  if (one !== undefined) return { days: one, length: 1 };
  if (key.length > LONGEST_POINTER) return undefined;
  const two = lookUp(table, `${key} ${reading.keyAt(token + 1)}`);
  return two === undefined ? undefined : { days: two, length: 2 };
}

/** "may" is a verb, "march" a walk: a month has a capital, or a number beside it. */
function isMonthName(reading: Reading, token: number): boolean {
  const { lexicon, document } = reading;
  if (lexicon.language !== "en") return true;
  if (document.tokens[token]?.capitalised === true && !document.upperCase) return true;
  return [token - 1, token - 2, token + 1].some((near) => {
    const key = reading.keyAt(near);
    return DAY.test(key) || YEAR.test(key);
  });
}

/** A year gone by says that a sentence is history; this year says nothing. */
function pastYear(
  year: number,
  token: number,
  published: Temporal.PlainDate | null,
): Named | undefined {
  if (published === null || year >= published.year) return undefined;
  return {
    date: plainDate(year, 1, 1),
    precision: "year",
    words: { from: token, to: token + 1 },
    rule: "year",
  };
}

function lookUp(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

interface At {
  readonly reading: Reading;
  readonly token: number;
  readonly published: Temporal.PlainDate | null;
}

/** The latest such day up to publication. */
function namedWeekday(weekday: number, { reading, token, published }: At): Named | undefined {
  if (NEXT_WORD.has(reading.keyAt(token - 1))) return undefined;
  const words = { from: token, to: token + 1 };
  const named = { precision: "day", words, rule: "weekday" } as const;
  if (published === null) return { date: null, ...named };
  const back = (published.dayOfWeek - weekday + 7) % 7;
  return { date: published.subtract({ days: back }), ...named };
}

function namedMonth(month: number, { reading, token, published }: At): Named {
  // "October 2", "2 October", "2 de octubre", "2nd of October".
  const at = [token + 1, token - 1, token - 2].find(
    (near) => dayNumber(reading.keyAt(near)) !== undefined,
  );
  const day = at === undefined ? undefined : dayNumber(reading.keyAt(at));
  const year = [token + 1, token + 2, token + 3]
    .map((near) => reading.keyAt(near))
    .find((w) => YEAR.test(w));
  const named = {
    precision: day === undefined ? "month" : "day",
    words: { from: Math.min(token, at ?? token), to: Math.max(token, at ?? token) + 1 },
    rule: "month",
  } as const;
  if (year !== undefined) return { date: plainDate(Number(year), month, day ?? 1), ...named };
  if (published === null) return { date: null, ...named };
  const thisYear = plainDate(published.year, month, day ?? 1);
  const future =
    thisYear !== null &&
    Temporal.PlainDate.compare(thisYear, published.add({ days: SLACK_DAYS })) > 0;
  return { date: future ? plainDate(published.year - 1, month, day ?? 1) : thisYear, ...named };
}

function dayNumber(word: string): number | undefined {
  const digits = DAY.exec(word)?.[1];
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
