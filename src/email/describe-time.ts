import { WEEKDAYS } from "../model/subscription.ts";
import { capitalise } from "./clean-text.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June"].concat([
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]);

/** `Sun 22 Nov 2026` */
export function sayDate(date: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return `${sayDay(date)} ${date.year}`;
}

/** `Sun 22 Nov`, where the year is told already. */
function sayDay(date: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  const weekday = capitalise(WEEKDAYS[date.dayOfWeek - 1] ?? "");
  return `${weekday} ${date.day} ${(MONTHS[date.month - 1] ?? "").slice(0, 3)}`;
}

/** `Sun 22 Nov 2026, 07:00` in the reader's zone. */
export function sayInstant(instant: string, timezone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone);
  return `${sayDate(local)}, ${sayClock(local)}`;
}

/** `Sat 21 Nov, 22:10 Paris time (23:10 Damascus time)`: the reader's clock, then the place's where it differs. */
export function sayBothClocks(
  instant: string,
  timezone: string,
  placeZone: string | undefined,
): string {
  const reader = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone);
  const own = `${sayDay(reader)}, ${sayClock(reader)} ${sayZone(timezone)}`;
  if (placeZone === undefined) return own;
  const there = reader.withTimeZone(placeZone);
  if (there.offsetNanoseconds === reader.offsetNanoseconds) return own;
  const sameDay = there.toPlainDate().equals(reader.toPlainDate());
  const local = sameDay ? sayClock(there) : `${sayDay(there)}, ${sayClock(there)}`;
  return `${own} (${local} ${sayZone(placeZone)})`;
}

/** `Sat 21 Nov 2026, 07:00 to Sun 22 Nov 2026, 07:00`, or on one day `Sun 22 Nov 2026, 07:00 to 15:00`. */
export function sayWindow(
  window: { readonly from: string; readonly to: string },
  timezone: string,
): string {
  const from = Temporal.Instant.from(window.from).toZonedDateTimeISO(timezone);
  const to = Temporal.Instant.from(window.to).toZonedDateTimeISO(timezone);
  const sameDay = from.toPlainDate().equals(to.toPlainDate());
  const end = sameDay ? sayClock(to) : `${sayDate(to)}, ${sayClock(to)}`;
  return `${sayDate(from)}, ${sayClock(from)} to ${end}`;
}

/** `Paris time`; a zone that is no city by its own name. */
export function sayZone(timezone: string): string {
  // POSIX counts west as positive: `Etc/GMT+5` is UTC-5.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(timezone) ?? [];
  if (hours !== undefined) return `UTC${sign === "+" ? "-" : "+"}${hours}`;
  const [area, ...rest] = timezone.split("/");
  if (rest.length === 0 || area === "Etc") return rest.at(-1) ?? timezone;
  return `${(rest.at(-1) ?? "").replaceAll("_", " ")} time`;
}

/** `UTC+1`, `UTC+5:45`, at that instant. */
export function sayOffset(instant: string, timezone: string): string {
  const { offset } = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone);
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  if (hours === "00" && minutes === "00") return "UTC";
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
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
  return sayDate(Temporal.PlainDate.from(`${year}-${month}-${day}`));
}

function sayClock(local: Temporal.ZonedDateTime): string {
  const [hour, minute] = [local.hour, local.minute].map((part) => `${part}`.padStart(2, "0"));
  return `${hour}:${minute}`;
}
