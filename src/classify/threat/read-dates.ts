import type { Reading } from "./read-signs.ts";

/** A day, month or year the text names, seen from the day of publication. */
export interface DateMention {
  readonly token: number;
  readonly sentence: number;
  readonly date: Temporal.PlainDate | null;
  readonly precision: "day" | "month" | "year";
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
    mentions.push({ ...named, token, sentence, age });
  }
  return mentions;
}

type Named = Pick<DateMention, "date" | "precision">;

function dateAt(
  { keys, lexicon, document }: Reading,
  token: number,
  published: Temporal.PlainDate | null,
): Named | undefined {
  const { weekdays, months, daysAgo } = lexicon.calendar;
  const key = keys[token] ?? "";
  if (
    ISO_DATE.test(document.text.slice(document.tokens[token]?.start, document.tokens[token]?.end))
  )
    return undefined;
  const ago = lookUp(daysAgo, key);
  if (ago !== undefined)
    return { date: published?.subtract({ days: ago }) ?? null, precision: "day" };
  const weekday = lookUp(weekdays, key);
  if (weekday !== undefined) return namedWeekday(weekday, keys[token - 1] ?? "", published);
  const month = lookUp(months, key);
  if (month === undefined) return undefined;
  // "may" is a verb, "march" a walk: a month is a name, written with a capital or beside a number.
  const beside = [keys[token - 1], keys[token - 2], keys[token + 1]].map((word) => word ?? "");
  const numbered = beside.some((word) => DAY.test(word) || YEAR.test(word));
  const capital = document.tokens[token]?.capitalised === true && !document.upperCase;
  if (!numbered && !(capital || lexicon.language !== "en")) return undefined;
  return namedMonth(month, { keys, token, published });
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
