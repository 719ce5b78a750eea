import { WEEKDAYS } from "../model/subscription.ts";
import { capitalise } from "./clean-text.ts";
import { type LocalTime, localTime } from "./local-time.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June"].concat([
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]);
const WEEKDAY_NAMES = WEEKDAYS.map(capitalise);

type Day = Pick<Temporal.PlainDate, "year" | "month" | "day" | "dayOfWeek">;

/** `Sun 22 Nov 2026` */
function sayDate(date: Day): string {
  return `${sayDay(date)} ${date.year}`;
}

/** `Sun 22 Nov`, where the year is told already. */
function sayDay({ dayOfWeek, day, month }: Day): string {
  return `${WEEKDAY_NAMES[dayOfWeek - 1]} ${day} ${(MONTHS[month - 1] ?? "").slice(0, 3)}`;
}

/** `Sun 22 Nov 2026, 07:00` in the reader's zone. */
export function sayInstant(instant: string, timezone: string): string {
  const local = localTime(instant, timezone);
  return `${sayDate(local)}, ${sayClock(local)}`;
}

/** `Sat 21 Nov, 22:10 Paris time (23:10 Damascus time)`: the reader's clock, then the place's where it differs. */
export function sayBothClocks(
  instant: string,
  timezone: string,
  placeZone: string | undefined,
): string {
  const reader = localTime(instant, timezone);
  const own = `${sayDay(reader)}, ${sayClock(reader)} ${sayZone(timezone)}`;
  if (placeZone === undefined) return own;
  const there = localTime(instant, placeZone);
  if (there.offsetMs === reader.offsetMs) return own;
  const local = isSameDay(there, reader) ? sayClock(there) : `${sayDay(there)}, ${sayClock(there)}`;
  return `${own} (${local} ${sayZone(placeZone)})`;
}

/** `Sat 21 Nov 2026, 07:00 to Sun 22 Nov 2026, 07:00`, or on one day `Sun 22 Nov 2026, 07:00 to 15:00`. */
export function sayWindow(
  window: { readonly from: string; readonly to: string },
  timezone: string,
): string {
  const from = localTime(window.from, timezone);
  const to = localTime(window.to, timezone);
  const end = isSameDay(from, to) ? sayClock(to) : `${sayDate(to)}, ${sayClock(to)}`;
  return `${sayDate(from)}, ${sayClock(from)} to ${end}`;
}

const zoneNames = new Map<string, string>();

/** `Paris time`; a zone that is no city by its own name. */
export function sayZone(timezone: string): string {
  return zoneNames.getOrInsertComputed(timezone, nameZone);
}

function nameZone(timezone: string): string {
  // POSIX counts west as positive: `Etc/GMT+5` is UTC-5.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(timezone) ?? [];
  if (hours !== undefined) return `UTC${sign === "+" ? "-" : "+"}${hours}`;
  const [area, ...rest] = timezone.split("/");
  if (rest.length === 0 || area === "Etc") return rest.at(-1) ?? timezone;
  return `${(rest.at(-1) ?? "").replaceAll("_", " ")} time`;
}

/** `UTC+1`, `UTC+5:45`, at that instant. */
export function sayOffset(instant: string, timezone: string): string {
  const minutes = Math.trunc(localTime(instant, timezone).offsetMs / 60_000);
  if (minutes === 0) return "UTC";
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "-" : "+"}${hour}${minute === 0 ? "" : `:${twoDigits(minute)}`}`;
}

/** `Paris time (UTC+1)`: whose clock the times of a mail are in. */
export function sayClockOf(timezone: string, instant: string): string {
  const zone = sayZone(timezone);
  const offset = sayOffset(instant, timezone);
  return zone === offset ? zone : `${zone} (${offset})`;
}

/** When the event happened, in its source's terms. */
export function sayOccurred(
  occurredOn: string | null,
  precision: "day" | "month" | "year" | null,
): string {
  if (occurredOn === null) return "not stated";
  // A source may know the month alone; `2026-11` is no calendar date yet.
  const [year, month = "01", day = "01"] = occurredOn.split("-");
  if (precision === "year") return year ?? occurredOn;
  if (precision === "month") return `${MONTHS[Number(month) - 1] ?? month} ${year}`;
  return sayDate(localTime(`${year}-${month}-${day}T00:00:00Z`, "UTC"));
}

function isSameDay(one: Day, other: Day): boolean {
  return one.day === other.day && one.month === other.month && one.year === other.year;
}

function sayClock({ hour, minute }: LocalTime): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(part: number): string {
  return `${part}`.padStart(2, "0");
}
