import { readFileSync } from "node:fs";

import type { Clock } from "../../pipeline/ports.ts";

/**
 * Real time in whole milliseconds. Whoever asks within one is given the same instant: making one costs a busy receiver
 * more than reading the clock does.
 */
export const systemClock: Clock = {
  now() {
    const ms = Date.now();
    if (ms !== latest.epochMilliseconds) latest = Temporal.Instant.fromEpochMilliseconds(ms);
    return latest;
  },
  offsetMs: 0,
};

let latest = Temporal.Instant.fromEpochMilliseconds(0);

/** A clock that runs on real time and can be moved ahead: for the demo and for tests. */
export interface RehearsalClock extends Clock {
  advanceTo(instant: Temporal.Instant): void;
}

export function rehearsalClock(): RehearsalClock {
  let offsetMs = 0;
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: offsetMs }),
    get offsetMs() {
      return offsetMs;
    },
    advanceTo(instant) {
      const real = Temporal.Now.instant().epochMilliseconds;
      offsetMs = Math.max(offsetMs, instant.epochMilliseconds - real);
    },
  };
}

const REREAD_MS = 20;

/**
 * Real time and the milliseconds that a file says, for tests of several processes whose clocks
 * jump: whoever writes the file moves them all. A file that cannot be read leaves the clock as it was.
 */
export function clockByFile(path: string): Clock {
  let offsetMs = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  const offset = (): number => {
    if (performance.now() - readAt < REREAD_MS) return offsetMs;
    readAt = performance.now();
    offsetMs = readOffset(path) ?? offsetMs;
    return offsetMs;
  };
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: offset() }),
    get offsetMs() {
      return offset();
    },
  };
}

function readOffset(path: string): number | undefined {
  try {
    const written = readFileSync(path, "utf8").trim();
    return /^-?\d+$/.test(written) ? Number(written) : undefined;
  } catch {
    return undefined;
  }
}
