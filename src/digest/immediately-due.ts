import { atLeast, type Severity } from "../model/severity.ts";
import type { QuietHours, Schedule } from "../model/subscription.ts";
import { localInstant } from "./schedule.ts";

export interface ImmediateWake {
  /** When an incident that is wanted at once was logged. */
  readonly wokenAt: Temporal.Instant;
  readonly schedule: Extract<Schedule, { readonly kind: "immediately" }>;
  /** When this delivery's latest digests were sealed, in any order; enough to count the limit. */
  readonly recentSeals: readonly Temporal.Instant[];
  readonly timezone: string;
  readonly quiet?: QuietHours | undefined;
  /** The worst incident waiting: it may break the quiet. */
  readonly worst: Severity;
}

/** After the hold, when the limit leaves a slot, and outside the quiet hours: nothing is dropped, it waits. */
export function immediatelyDue(wake: ImmediateWake): Temporal.Instant {
  const held = wake.wokenAt.add({ seconds: wake.schedule.holdSeconds });
  const free = nextFreeSlot(wake);
  const due = free !== undefined && Temporal.Instant.compare(free, held) > 0 ? free : held;
  const { quiet } = wake;
  if (quiet === undefined || breaksQuiet(quiet, wake.worst)) return due;
  return quietEnd(quiet, wake.timezone, due) ?? due;
}

export function isQuiet(quiet: QuietHours, timezone: string, instant: Temporal.Instant): boolean {
  return quietEnd(quiet, timezone, instant) !== undefined;
}

/**
 * When the quiet that holds at `instant` ends; undefined where none does. Both ends follow
 * the rule of `localInstant`, so an hour the clock shows twice cannot prolong a night.
 */
export function quietEnd(
  quiet: QuietHours,
  timezone: string,
  instant: Temporal.Instant,
): Temporal.Instant | undefined {
  const overMidnight = quiet.from > quiet.to ? 1 : 0;
  const today = instant.toZonedDateTimeISO(timezone).toPlainDate();
  for (const days of [-1, 0]) {
    const date = today.add({ days });
    const start = localInstant(date, quiet.from, timezone);
    const end = localInstant(date.add({ days: overMidnight }), quiet.to, timezone);
    const began = Temporal.Instant.compare(start, instant) <= 0;
    if (began && Temporal.Instant.compare(instant, end) < 0) return end;
  }
  return undefined;
}

/** A slot frees when the oldest of the last `count` seals leaves the span. */
function nextFreeSlot({ schedule, recentSeals }: ImmediateWake): Temporal.Instant | undefined {
  const { limit } = schedule;
  if (limit === undefined) return undefined;
  const newestFirst = recentSeals.toSorted((a, b) => Temporal.Instant.compare(b, a));
  return newestFirst[limit.count - 1]?.add({ seconds: limit.perSeconds });
}

function breaksQuiet({ except }: QuietHours, worst: Severity): boolean {
  return except !== undefined && atLeast(worst, except);
}
