import { BEGINS_WITH_DIGIT, CAPITALISED, readWords, type Words } from "./words.ts";

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

export function namedDaysIn(title: Words, body: Words): NamedDays {
  // A process that relates nothing needs none of them.
  names ??= { weekdays: weekdayNames(), months: monthNames() };
  const { weekdays, months } = names;
  return {
    weekdays: ascending([
      ...namedIn(title.hashes, weekdays),
      ...namedIn(body.hashes.subarray(0, LEAD_WORDS), weekdays),
    ]),
    dates: ascending([...datesIn(title, months), ...datesIn(body, months)]),
  };
}

function namedIn(hashes: Uint32Array, named: ReadonlyMap<number, number>): number[] {
  const found: number[] = [];
  for (const hash of hashes) {
    const name = named.get(hash | 0);
    if (name !== undefined) found.push(name);
  }
  return found;
}

function datesIn(words: Words, months: Names["months"]): number[] {
  const dates: number[] = [];
  for (let at = 0; at < words.count; at += 1) {
    const month = months.get((words.hashes[at] ?? 0) | 0);
    if (month === undefined || isOtherWord(words, at)) continue;
    const before = at > 0 && words.folded(at - 1) === "de" ? at - 2 : at - 1;
    const day = dayOf(words, at + 1) ?? dayOf(words, before);
    if (day !== undefined) dates.push(month * 100 + day);
  }
  return dates;
}

function isOtherWord(words: Words, at: number): boolean {
  return !((words.signs[at] ?? 0) & CAPITALISED) && AMBIGUOUS.has(words.folded(at));
}

/** `12`, `12th`: of `June 12`, `12 June`, `12 de junio`. */
function dayOf(words: Words, at: number): number | undefined {
  if (!((words.signs[at] ?? 0) & BEGINS_WITH_DIGIT)) return undefined;
  const word = words.folded(at);
  if (!DAY.test(word)) return undefined;
  const day = Number.parseInt(word, 10);
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

/** From 1, by the bits of the hash, as a signed number, of the name as the relate stage folds it. */
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
      const words = readWords(name);
      if (words.count !== 1 || words.folded(0).length < SHORTEST_NAME) continue;
      found.set((words.hashes[0] ?? 0) | 0, nth + 1);
    }
  }
  return found;
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}
