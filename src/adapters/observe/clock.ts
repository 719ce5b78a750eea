import type { Clock } from "../../pipeline/ports.ts";

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  offsetMs: 0,
};

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
