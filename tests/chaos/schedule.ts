import { WEATHER, type Weather } from "./fault-proxy.ts";
import type { MailFault, Step } from "./mail-server.ts";
import type { Chance } from "./random.ts";

/** One thing that is broken; `ms` is how long it stays so. */
export type Fault =
  | { readonly does: "kill-worker" | "terminate-worker"; readonly worker: number }
  | { readonly does: "freeze-worker"; readonly worker: number; readonly ms: number }
  | {
      readonly does: "kill-redis" | "freeze-redis" | "fill-memory" | "fill-disk";
      readonly ms: number;
    }
  | { readonly does: "flush-scripts" | "cut-clients" | "wipe-queues" | "wipe-indexes" }
  | { readonly does: "move-clock"; readonly hours: 1 | -1 }
  | {
      readonly does: "redis-weather" | "mail-weather";
      readonly weather: Weather;
      readonly ms: number;
    }
  | { readonly does: "mail-fault"; readonly fault: MailFault }
  | { readonly does: "spoil-config"; readonly ms: number }
  | { readonly does: "touch-config" };

export interface ScheduledFault {
  /** Ms after the first report. */
  readonly at: number;
  readonly fault: Fault;
}

/** Longer than the lock of a job (15 s) and the lease of a digest. */
const LONG_FREEZE_MS = 17_000;

/**
 * The faults of a run over `spanMs`, each kind at least once where the span is long enough. `workers`: how
 * many processes there are to kill.
 */
export function makeSchedule(
  chance: Chance,
  { spanMs, workers, hasOwnDisk }: { spanMs: number; workers: number; hasOwnDisk: boolean },
): readonly ScheduledFault[] {
  const times = (everyMs: number) => Math.max(1, Math.round(spanMs / everyMs));
  const draw = (count: number, make: () => Fault): ScheduledFault[] =>
    Array.from({ length: count }, () => ({ at: chance.between(0, spanMs), fault: make() }));
  const worker = () => chance.between(0, workers - 1);
  const ms = (low: number, high: number) => chance.between(low, high);
  return [
    ...draw(times(3_000), () => ({ does: "kill-worker", worker: worker() })),
    ...draw(times(20_000), () => ({ does: "terminate-worker", worker: worker() })),
    ...draw(times(10_000), () => ({ does: "freeze-worker", worker: worker(), ms: ms(500, 3_000) })),
    ...longFreeze(chance, spanMs, worker),
    ...draw(times(10_000), () => ({ does: "kill-redis", ms: ms(200, 1_500) })),
    ...draw(times(20_000), () => ({ does: "freeze-redis", ms: ms(500, 3_000) })),
    ...draw(times(30_000), () => ({ does: "fill-memory", ms: ms(500, 2_000) })),
    ...draw(hasOwnDisk ? times(40_000) : 0, () => ({ does: "fill-disk", ms: ms(500, 2_000) })),
    ...draw(times(10_000), () => ({ does: "flush-scripts" })),
    ...draw(times(8_000), () => ({ does: "cut-clients" })),
    ...draw(times(10_000), () => ({ does: "wipe-queues" })),
    ...draw(times(25_000), () => ({ does: "wipe-indexes" })),
    ...clockJumps(chance, spanMs),
    ...draw(times(5_000), () => ({
      does: "redis-weather",
      weather: chance.pick(WEATHER),
      ms: ms(300, 2_500),
    })),
    ...draw(times(6_000), () => ({
      does: "mail-weather",
      weather: chance.pick(WEATHER),
      ms: ms(300, 2_500),
    })),
    ...draw(times(300), () => ({ does: "mail-fault", fault: mailFault(chance) })),
    ...draw(times(30_000), () => ({ does: "spoil-config", ms: ms(500, 3_000) })),
    ...draw(times(30_000), () => ({ does: "touch-config" })),
  ].toSorted((a, b) => a.at - b.at);
}

/** Of one run in three that lasts as long, at its beginning: the others go on without that process. */
function longFreeze(chance: Chance, spanMs: number, worker: () => number): ScheduledFault[] {
  if (!chance.happens(1 / 3) || spanMs < LONG_FREEZE_MS) return [];
  const at = chance.between(0, spanMs - LONG_FREEZE_MS);
  return [{ at, fault: { does: "freeze-worker", worker: worker(), ms: LONG_FREEZE_MS } }];
}

/** More forward than back, as hourly digests are to come due in a run of a minute. */
function clockJumps(chance: Chance, spanMs: number): ScheduledFault[] {
  const count = Math.max(3, Math.round(spanMs / 7_000));
  return Array.from({ length: count }, (_, n) => ({
    at: Math.round(((n + chance.next()) * spanMs) / count),
    fault: { does: "move-clock", hours: n % 4 === 3 ? -1 : 1 } as const,
  }));
}

const REPLIES: Readonly<Record<Exclude<Step, "EHLO">, readonly string[]>> = {
  greeting: ["421 busy", "554 not now"],
  MAIL: ["451 4.3.0 later", "421 4.4.5 closing", "550 5.7.1 not you"],
  RCPT: ["450 4.2.1 mailbox busy", "452 4.2.2 full", "550 5.1.1 nobody here", "503 bad sequence"],
  DATA: ["451 4.3.0 later", "421 4.4.5 closing"],
  dot: ["451 4.3.0 later", "452 4.3.1 no room", "554 5.6.0 not this", "421 4.4.5 closing"],
};

function mailFault(chance: Chance): MailFault {
  const step = chance.pick(["greeting", "MAIL", "RCPT", "DATA", "dot", "dot", "dot"] as const);
  if (chance.happens(0.4)) return { at: step, does: "reply", reply: chance.pick(REPLIES[step]) };
  if (step === "DATA" && chance.happens(0.5)) return { at: step, does: "cut-message" };
  if (step === "dot" && chance.happens(0.4)) {
    return { at: step, does: chance.pick(["drop-and-reset", "drop-and-hang-up"] as const) };
  }
  switch (chance.pick(["reset", "hang-up", "hang", "trickle"] as const)) {
    case "reset":
      return { at: step, does: "reset" };
    case "hang-up":
      return { at: step, does: "hang-up" };
    case "hang":
      return { at: step, does: "hang", ms: chance.between(500, 4_000) };
    case "trickle":
      return { at: step, does: "trickle", ms: chance.between(10, 150) };
  }
}
