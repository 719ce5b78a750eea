import { atLeast, type Severity } from "../model/severity.ts";
import type { QuietHours } from "../model/subscription.ts";
import { localInstant } from "./schedule.ts";

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

export function breaksQuiet({ except }: QuietHours, severity: Severity): boolean {
  return except !== undefined && atLeast(severity, except);
}
