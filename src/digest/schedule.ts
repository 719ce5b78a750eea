import { type AllClearSchedule, WEEKDAYS, type Schedule } from "../model/subscription.ts";

export type TimedSchedule = Exclude<Schedule, { readonly kind: "immediately" }> | AllClearSchedule;

/**
 * The one rule for local times. A time the clock skips is the same distance after the
 * skip: 02:30 in Berlin's spring night is 03:30 summer time. A time the clock shows
 * twice is its first showing, and only that.
 */
export function localInstant(
  date: Temporal.PlainDate,
  time: string,
  timezone: string,
): Temporal.Instant {
  return date
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(timezone, { disambiguation: "compatible" })
    .toInstant();
}

/** The first instant after `after`, never at it, that the schedule names. */
export function nextDue(
  schedule: TimedSchedule,
  timezone: string,
  after: Temporal.Instant,
): Temporal.Instant {
  return schedule.kind === "hourly"
    ? nextFullHour(timezone, after)
    : nextLocalTime(schedule, timezone, after);
}

export interface Slot {
  /** The last slot that has come. */
  readonly slot: Temporal.Instant;
  /** The one before it, where more than one has come. */
  readonly before: Temporal.Instant | undefined;
  /** The first that has not come. */
  readonly next: Temporal.Instant;
}

/** After downtime one digest covers every window that was missed. */
export function latestSlot(
  schedule: TimedSchedule,
  timezone: string,
  due: Temporal.Instant,
  now: Temporal.Instant,
): Slot {
  let before: Temporal.Instant | undefined;
  let slot = due;
  let next = nextDue(schedule, timezone, slot);
  while (Temporal.Instant.compare(next, now) <= 0) {
    before = slot;
    slot = next;
    next = nextDue(schedule, timezone, slot);
  }
  return { slot, before, next };
}

/**
 * Where a catch-up begins: a set time before its slot, but never within the slot's own
 * window, which is owed whole. Undefined where no window was missed.
 */
export function catchUpFrom(
  { slot, before }: Slot,
  limit: Temporal.Duration,
): Temporal.Instant | undefined {
  if (before === undefined) return undefined;
  const reach = slot.subtract(limit);
  return Temporal.Instant.compare(reach, before) < 0 ? reach : before;
}

/** A week, a day before it because a skipped day can move one, and one after. */
const DAYS_TO_TRY = 16;

function nextLocalTime(
  { time, days }: Exclude<TimedSchedule, { readonly kind: "hourly" }>,
  timezone: string,
  after: Temporal.Instant,
): Temporal.Instant {
  const yesterday = after.toZonedDateTimeISO(timezone).toPlainDate().subtract({ days: 1 });
  for (let offset = 0; offset < DAYS_TO_TRY; offset++) {
    const date = yesterday.add({ days: offset });
    const weekday = WEEKDAYS[date.dayOfWeek - 1];
    if (weekday === undefined || !days.includes(weekday)) continue;
    const due = localInstant(date, time, timezone);
    // Apia had no 30 December 2011: its 08:00 is the very instant of the 31st's.
    if (Temporal.Instant.compare(due, after) > 0) return due;
  }
  throw new RangeError("a schedule names at least one day of the week");
}

/**
 * Found in quarter hours, of which every offset in use is a multiple: where the clock
 * moves by half an hour (Lord Howe) two full hours are 90 minutes apart.
 */
function nextFullHour(timezone: string, after: Temporal.Instant): Temporal.Instant {
  let due = after
    .toZonedDateTimeISO("UTC")
    .round({ smallestUnit: "minute", roundingIncrement: 15, roundingMode: "floor" });
  do {
    due = due.add({ minutes: 15 });
  } while (due.withTimeZone(timezone).minute !== 0);
  return due.toInstant();
}
