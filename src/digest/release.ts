import type { DigestItem, HoldReason } from "../model/digest.ts";
import type { QuietHours, Schedule } from "../model/subscription.ts";
import type { OwedItem } from "./compose-digest.ts";
import { breaksQuiet, quietEnd } from "./quiet-hours.ts";

/** An item owed, and whether a second source is waited for. */
export interface Candidate extends OwedItem {
  readonly hold?:
    | {
        /** At the latest. */
        readonly until: Temporal.Instant;
        /** A second source tells it, or it has become bad enough. */
        readonly confirmed: boolean;
      }
    | undefined;
}

export interface KeptItem extends OwedItem {
  readonly why: HoldReason;
}

export interface Release {
  /** In the order they came in, each with what it waited for. */
  readonly tell: readonly DigestItem[];
  readonly keep: readonly KeptItem[];
  /** When to look again; undefined where nothing waits. */
  readonly next: Temporal.Instant | undefined;
  /** An item that is told could have been told by then, had somebody looked. */
  readonly earliest: Temporal.Instant;
}

export interface ImmediateRules {
  readonly now: Temporal.Instant;
  readonly schedule: Extract<Schedule, { readonly kind: "immediately" }>;
  /** When this delivery's latest digests were sealed, in any order; enough to count the limit. */
  readonly recentSeals: readonly Temporal.Instant[];
  readonly timezone: string;
  readonly quiet?: QuietHours | undefined;
}

interface Wait {
  readonly why: HoldReason;
  readonly until: Temporal.Instant;
}

/**
 * What an `immediately` tells now and what waits. What passes gathers first for the length
 * of the hold. The quiet hours stop what is milder than their exception; the mail limit all
 * but the extreme; a hold for a second source just its incident. Nothing is dropped, and
 * what waits is composed again, by the rules of that day, when it is looked at next.
 */
export function releaseImmediate(candidates: readonly Candidate[], rules: ImmediateRules): Release {
  const { now } = rules;
  const waits = candidates.map((candidate) => ({
    candidate,
    wait: waitOf(candidate, rules, now),
  }));
  const passing = waits.flatMap(({ candidate, wait }) => (wait ? [] : [candidate]));
  const keep = waits.flatMap(({ candidate, wait }) =>
    wait ? [{ ...candidate, why: wait.why }] : [],
  );
  const ends = waits.flatMap(({ wait }) => (wait ? [wait.until] : []));
  const first = earliestOf(passing.map(({ firstLogged }) => firstLogged));
  if (first === undefined) return { tell: [], keep, next: earliestOf(ends), earliest: now };
  const gathered = notBeyond(first, now).add({ seconds: rules.schedule.holdSeconds });
  if (Temporal.Instant.compare(now, gathered) < 0) {
    return { tell: [], keep: [], next: earliestOf([...ends, gathered]), earliest: now };
  }
  return {
    tell: passing.map((candidate) => withReason(candidate, waitedFor(candidate, rules)?.why)),
    keep,
    next: earliestOf(ends),
    earliest: latestOf([gathered, ...passing.map((one) => dueOf(one, rules))]),
  };
}

/**
 * What a scheduled digest tells at its hour, and what waits for a second source. `kept`:
 * incidents that waited already.
 */
export function releaseTimed(
  candidates: readonly Candidate[],
  kept: ReadonlySet<string>,
  now: Temporal.Instant,
): Omit<Release, "earliest"> {
  const waits = candidates.map((candidate) => ({ candidate, wait: unconfirmed(candidate, now) }));
  const reason = ({ item }: Candidate) =>
    kept.has(item.incident.id) ? ("second-source" as const) : undefined;
  return {
    tell: waits.flatMap(({ candidate, wait }) =>
      wait ? [] : [withReason(candidate, reason(candidate))],
    ),
    keep: waits.flatMap(({ candidate, wait }) => (wait ? [{ ...candidate, why: wait.why }] : [])),
    next: earliestOf(waits.flatMap(({ wait }) => (wait ? [wait.until] : []))),
  };
}

function waitOf(
  candidate: Candidate,
  rules: ImmediateRules,
  at: Temporal.Instant,
): Wait | undefined {
  return (
    unconfirmed(candidate, at) ?? inQuiet(candidate, rules, at) ?? aboveLimit(candidate, rules, at)
  );
}

function unconfirmed({ hold }: Candidate, at: Temporal.Instant): Wait | undefined {
  if (!hold || hold.confirmed || Temporal.Instant.compare(hold.until, at) <= 0) return undefined;
  return { why: "second-source", until: hold.until };
}

function inQuiet(
  { item }: Candidate,
  { quiet, timezone }: ImmediateRules,
  at: Temporal.Instant,
): Wait | undefined {
  if (!quiet || breaksQuiet(quiet, item.incident.classification.severity)) return undefined;
  const until = quietEnd(quiet, timezone, at);
  return until && { why: "quiet-hours", until };
}

function aboveLimit(
  { item }: Candidate,
  rules: ImmediateRules,
  at: Temporal.Instant,
): Wait | undefined {
  if (item.incident.classification.severity === "extreme") return undefined;
  const until = nextFreeSlot(rules);
  if (!until || Temporal.Instant.compare(until, at) <= 0) return undefined;
  return { why: "mail-limit", until };
}

/** A slot frees when the oldest of the last `count` seals leaves the span. */
function nextFreeSlot({
  schedule,
  recentSeals,
  now,
}: ImmediateRules): Temporal.Instant | undefined {
  const { limit } = schedule;
  if (limit === undefined) return undefined;
  const newestFirst = recentSeals.toSorted((a, b) => Temporal.Instant.compare(b, a));
  const oldest = newestFirst[limit.count - 1];
  return oldest && notBeyond(oldest, now).add({ seconds: limit.perSeconds });
}

/** A clock that was set back must not make a reader wait for it to come round again. */
function notBeyond(instant: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(instant, now) > 0 ? now : instant;
}

/** What an item that is told had waited for, once it was gathered. */
function waitedFor(candidate: Candidate, rules: ImmediateRules): Wait | undefined {
  const { hold, lastLogged } = candidate;
  const ready = readyAt(candidate, rules);
  // A second source that came in while it was gathered made nobody wait.
  if (hold && !(hold.confirmed && Temporal.Instant.compare(lastLogged, ready) < 0))
    return { why: "second-source", until: hold.until };
  return inQuiet(candidate, rules, ready) ?? aboveLimit(candidate, rules, ready);
}

function dueOf(candidate: Candidate, rules: ImmediateRules): Temporal.Instant {
  return waitedFor(candidate, rules)?.until ?? readyAt(candidate, rules);
}

function readyAt({ firstLogged }: OwedItem, { schedule, now }: ImmediateRules): Temporal.Instant {
  return notBeyond(firstLogged.add({ seconds: schedule.holdSeconds }), now);
}

function withReason({ item }: Candidate, heldBy: HoldReason | undefined): DigestItem {
  return heldBy === undefined ? item : { ...item, heldBy };
}

function earliestOf(instants: readonly Temporal.Instant[]): Temporal.Instant | undefined {
  return instants.toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
}

function latestOf(instants: readonly [Temporal.Instant, ...Temporal.Instant[]]): Temporal.Instant {
  return instants.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a));
}
