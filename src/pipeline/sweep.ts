import type { Inbox } from "./inbox-ports.ts";
import type { Clock, Progress, Pulse } from "./ports.ts";
import type { Outbox, Relay } from "./sending-ports.ts";

const BATCH = 64;
/** A job whose worker was killed holds its id for some time: every so often the work is given a new one. */
const ROUND_MS = 10_000;

function roundAt(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / ROUND_MS);
}

export interface SweepInboxPorts {
  readonly inbox: Inbox;
  readonly pulse: Pulse;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** Time a worker is given before a report counts as forgotten. */
const PATIENCE = { seconds: 5 };

/** Gives the queue again what it lost: the inbox is the truth. */
export function sweepInbox({ inbox, pulse, progress, clock }: SweepInboxPorts) {
  return async (): Promise<void> => {
    const now = clock.now();
    const ids = await inbox.waiting(now.subtract(PATIENCE), 10 * BATCH);
    if (ids.length === 0) progress.prove("file");
    for (let i = 0; i < ids.length; i += BATCH) {
      await pulse.reports(ids.slice(i, i + BATCH), roundAt(now));
    }
  };
}

export interface SweepOutboxPorts {
  readonly outbox: Outbox;
  readonly relay: Relay;
  readonly pulse: Pulse;
  readonly progress: Progress;
  readonly clock: Clock;
}

/** Digests whose time has come, whether first or again. */
export function sweepOutbox({ outbox, relay, pulse, progress, clock }: SweepOutboxPorts) {
  return async (): Promise<void> => {
    const now = clock.now();
    const ids = await outbox.waiting(now, 10 * BATCH);
    if (ids.length > 0) await pulse.digests(ids, roundAt(now));
    // What a paused relay puts off is not due, and is not sent either.
    else if ((await relay.pause()) === undefined) progress.prove("send");
  };
}
