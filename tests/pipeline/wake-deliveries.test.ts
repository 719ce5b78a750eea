import { expect, test } from "vitest";

import type { LoggedIncident } from "#src/pipeline/log-ports.ts";
import { rosterOf, subscriptionSet } from "#src/pipeline/roster.ts";
import { EVERYONE_EVERY, wakeDeliveries } from "#src/pipeline/wake-deliveries.ts";
import { anIncident } from "#tests/support/digests.ts";
import { aSubscription, atOnce } from "#tests/support/notifier.ts";
import { noSeams } from "#tests/support/steps.ts";

const now = Temporal.Instant.from("2027-01-10T06:30:00Z");

/** Two readers, `busy` of whom every incident concerns, and how often each was woken. */
function walkOver(entries: readonly LoggedIncident[]) {
  const subscriptions = ["busy", "quiet"].map((id) =>
    aSubscription({ id, deliver: [atOnce({ holdSeconds: 60 })] }),
  );
  const roster = rosterOf(subscriptionSet(subscriptions), () => "a");
  const woken = { busy: 0, quiet: 0 };
  let position: string | undefined;
  const wake = wakeDeliveries({
    log: {
      readAfter: async (after: string | undefined, limit: number) => {
        const start = entries.findIndex((entry) => entry.position === after) + 1;
        return entries.slice(start, start + limit);
      },
    },
    due: {
      wake: async (ids: readonly string[], at: Temporal.Instant) => {
        expect(at.equals(now.add({ seconds: 60 }))).toBe(true);
        for (const id of ids) woken[id.startsWith("busy") ? "busy" : "quiet"] += 1;
      },
    },
    cursor: {
      read: async () => position,
      advance: async (_: string | undefined, to: string) => {
        position = to;
      },
    },
    clock: { now: () => now, offsetMs: 0 },
    passSeam: noSeams,
    roster: () => roster,
    findMatches: () => new Set(["busy"]),
  });
  return { wake, woken };
}

function log(length: number): LoggedIncident[] {
  return Array.from({ length }, (_, n) => ({
    position: `${n}-0`,
    incident: anIncident({ id: `i-${n}` }),
  }));
}

test("whom nothing concerns is woken once in a while, so that little is left to read", async () => {
  const few = walkOver(log(EVERYONE_EVERY - 1));
  await few.wake();
  expect(few.woken).toEqual({ busy: EVERYONE_EVERY - 1, quiet: 0 });
  const many = walkOver(log(2 * EVERYONE_EVERY));
  await many.wake();
  expect(many.woken).toEqual({ busy: 2 * EVERYONE_EVERY + 2, quiet: 2 });
});
