import { z } from "zod";

import { type Schedule, WEEKDAYS, type Weekday } from "../model/subscription.ts";
import { quote } from "./issue.ts";
import { patterned } from "./named.ts";
import { DURATION, LOCAL_TIME, RATE, parseDurationSeconds, parseRate } from "./span.ts";
import { didYouMean } from "./suggest.ts";

const MAX_HOLD_SECONDS = 3600;
const DEFAULT_HOLD_SECONDS = 60;
const CRON = /^\s*[\d*/,?-]+(?:\s+[\d*/,?A-Za-z#-]+){3,}\s*$/;
const NO_CRON =
  'cron lines are not read: write - at: "07:00", with days: weekdays or [mon, thu] for some days';

export const SEVERITY_FLOOR = z
  .enum(["minor", "moderate", "severe", "extreme"])
  .meta({ description: "This or worse, in the terms of CAP 1.2." });

export const TIME = z
  .string({ error: ({ input }) => timeFault(input) })
  .regex(LOCAL_TIME, { error: ({ input }) => timeFault(input) })
  .meta({ examples: ["07:00"] });

function timeFault(input: unknown): string {
  if (input === undefined) return 'missing: a time such as "07:00"';
  if (Array.isArray(input)) return "one time an entry: write a further - at: for each";
  const text = typeof input === "string" ? input : "";
  if (CRON.test(text)) return `${quote(input)} is no time; ${NO_CRON}`;
  const [, hour = "", minute = ""] = /^(\d{1,2})[:.h](\d{2})$/.exec(text) ?? [];
  const padded = `${hour.padStart(2, "0")}:${minute}`;
  const hint = LOCAL_TIME.test(padded) ? `; did you mean "${padded}"?` : "";
  return `${quote(input)} is not a time from "00:00" to "23:59"${hint}`;
}

const weekday = z.enum(WEEKDAYS, { error: ({ input }) => weekdayFault(input) });

function weekdayFault(input: unknown): string {
  const fullNames = Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });
  const known = WEEKDAYS.map((write, at) => ({
    // 5 January 1970 was a Monday.
    name: fullNames.format(Temporal.Instant.fromEpochMilliseconds((4 + at) * 86_400_000)),
    write,
  }));
  const hint = typeof input === "string" ? didYouMean(input, [...WEEKDAYS, ...known]) : "";
  return `${quote(input)} is none of ${WEEKDAYS.join(", ")}${hint}`;
}

const NAMED_DAYS = { daily: WEEKDAYS, weekdays: WEEKDAYS.slice(0, 5), weekends: WEEKDAYS.slice(5) };
const NAMES_OF_DAYS = ["daily", "weekdays", "weekends"] as const;

const days = z.union([z.enum(NAMES_OF_DAYS), z.array(weekday).min(1)], {
  error: ({ input }) => daysFault(input),
});

function daysFault(input: unknown): string {
  if (Array.isArray(input)) return "an empty list matches nothing: leave the key out, or fill it";
  const hint = typeof input === "string" ? didYouMean(input, NAMES_OF_DAYS) : "";
  return `${quote(input)} is neither ${NAMES_OF_DAYS.join(", ")} nor a list such as [mon, thu]${hint}`;
}

const at = z
  .strictObject({
    at: TIME.meta({ description: "Local time.", examples: ["07:00"] }),
    days: days.optional().meta({
      description:
        "Some days only: weekdays (Monday to Friday), weekends, or a list; one day is weekly, none given daily.",
      examples: ["weekdays", ["mon", "thu"], ["mon"]],
    }),
  })
  .meta({ description: "A digest at a local time, daily or on some days." });

const every = z
  .strictObject({
    every: z
      .literal("hour", {
        error: ({ input }) =>
          `${quote(input)} is not hour; for a day or a week write - at: "07:00", with days: [mon] for a week`,
      })
      .meta({ description: "Always hour." }),
  })
  .meta({ description: "A digest every hour, on the hour." });

const hold = patterned(DURATION, 'a span such as "60s" or "5m"').refine(
  (text) => (parseDurationSeconds(text) ?? 0) <= MAX_HOLD_SECONDS,
  { error: "at most an hour is held" },
);

const mailLimit = patterned(RATE, 'a rate such as "6/hour"');

const alert = z.strictObject({
  severity: SEVERITY_FLOOR,
  hold: hold.optional().meta({
    description: "How long to gather what belongs together before sending; 60s without it.",
    examples: ["60s", "5m"],
  }),
  limit: mailLimit.optional().meta({
    description: "Most mails in a span; what comes beyond is gathered into one.",
    examples: ["6/hour"],
  }),
});

const immediately = z
  .strictObject({ immediately: alert.meta({ description: "What is sent at once, and how." }) })
  .meta({ description: "A mail at once, for the worst." });

export const DELIVERY = z.union([at, every, immediately], {
  error: ({ input }) => deliveryFault(input),
});

function deliveryFault(input: unknown): string {
  const keys = input !== null && typeof input === "object" ? Object.keys(input) : [];
  const offered = `one of at: "07:00", every: hour, immediately: { severity: extreme }`;
  if (keys.includes("cron") || (typeof input === "string" && CRON.test(input))) return NO_CRON;
  const [key] = keys;
  if (key === undefined) return `${quote(input)} is no delivery: write ${offered}`;
  const hint = didYouMean(key, ["at", "every", "immediately"]) || ".";
  return `unknown delivery ${quote(key)}${hint} Write ${offered}`;
}

export function toSchedule(delivery: z.output<typeof DELIVERY>): Schedule {
  if ("every" in delivery) return { kind: "hourly" };
  if ("at" in delivery) return { kind: "at", time: delivery.at, days: daysOf(delivery.days) };
  const { severity, hold: held, limit } = delivery.immediately;
  return {
    kind: "immediately",
    severity,
    holdSeconds:
      held === undefined
        ? DEFAULT_HOLD_SECONDS
        : (parseDurationSeconds(held) ?? DEFAULT_HOLD_SECONDS),
    limit: limit === undefined ? undefined : parseRate(limit),
  };
}

/** In the order of the week, each once. */
function daysOf(written: z.output<typeof days> = "daily"): readonly Weekday[] {
  const listed = typeof written === "string" ? NAMED_DAYS[written] : written;
  return WEEKDAYS.filter((day) => listed.includes(day));
}
