import { readWords, type Word } from "./words.ts";

/** Those that reports are read in. */
const LANGUAGES = ["ar", "en", "es", "fr", "pt", "ru", "tr", "uk"];
/** A Monday, and the first day of a year. */
const MONDAY = new Temporal.PlainDate(2024, 1, 1);

/** In small letters these are English words of their own. */
const AMBIGUOUS = new Set(["mar", "march", "may"]);
const SHORTEST_NAME = 3;
const LEAD_WORDS = 80;
const DAY = /^\d{1,2}(?:st|nd|rd|th)?$/;
const LAST_DAY = 31;

/** Days as a text names them: two tellings of one event share them, two events of one kind do not. */
export interface NamedDays {
  /** Of title and lead: 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  /** A hundred for each month, and the day: 612 is the twelfth of June. */
  readonly dates: readonly number[];
}

interface Names {
  readonly weekdays: ReadonlyMap<number, number>;
  readonly months: ReadonlyMap<number, number>;
}

let names: Names | undefined;

export function namedDaysIn(title: readonly Word[], body: readonly Word[]): NamedDays {
  // A process that relates nothing needs none of them.
  names ??= { weekdays: weekdayNames(), months: monthNames() };
  const { weekdays, months } = names;
  const lead = [...title, ...body.slice(0, LEAD_WORDS)];
  return {
    weekdays: ascending(lead.flatMap(({ hash }) => weekdays.get(hash) ?? [])),
    dates: ascending([...datesIn(title, months), ...datesIn(body, months)]),
  };
}

function datesIn(words: readonly Word[], months: Names["months"]): number[] {
  const dates: number[] = [];
  for (const [at, { hash, folded, capitalised }] of words.entries()) {
    const month = months.get(hash);
    if (month === undefined || (!capitalised && AMBIGUOUS.has(folded))) continue;
    const day = dayOf(words[at + 1]) ?? dayOf(words[at - (words[at - 1]?.folded === "de" ? 2 : 1)]);
    if (day !== undefined) dates.push(month * 100 + day);
  }
  return dates;
}

/** `12`, `12th`: of `June 12`, `12 June`, `12 de junio`. */
function dayOf(word: Word | undefined): number | undefined {
  if (!word || !DAY.test(word.folded)) return undefined;
  const day = Number.parseInt(word.folded, 10);
  return day >= 1 && day <= LAST_DAY ? day : undefined;
}

function weekdayNames(): ReadonlyMap<number, number> {
  return namesOf([{ weekday: "long" }], 7, (days) => MONDAY.add({ days }));
}

/** Many languages decline a month's name where a day stands beside it. */
function monthNames(): ReadonlyMap<number, number> {
  return namesOf(
    [{ month: "short" }, { month: "long" }, { month: "long", day: "numeric" }],
    12,
    (months) => MONDAY.add({ months }),
  );
}

/** From 1, by the hash of the name as the relate stage folds it. */
function namesOf(
  forms: readonly Intl.DateTimeFormatOptions[],
  count: number,
  dayAt: (nth: number) => Temporal.PlainDate,
): ReadonlyMap<number, number> {
  const formats = LANGUAGES.flatMap((language) =>
    forms.map((form) => new Intl.DateTimeFormat(language, form)),
  );
  const found = new Map<number, number>();
  for (const format of formats) {
    for (let nth = 0; nth < count; nth += 1) {
      const parts = format.formatToParts(dayAt(nth));
      const name = parts.find(({ type }) => type === "weekday" || type === "month")?.value ?? "";
      const [word, ...rest] = readWords(name);
      if (!word || rest.length > 0 || word.folded.length < SHORTEST_NAME) continue;
      found.set(word.hash, nth + 1);
    }
  }
  return found;
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}
