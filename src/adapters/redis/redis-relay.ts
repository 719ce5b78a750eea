import { setTimeout as wait } from "node:timers/promises";

import type { Relay } from "../../pipeline/sending-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

export interface RelayOptions {
  /** Mails of all senders together; undefined: as fast as the relay takes them. */
  readonly rate?: { readonly count: number; readonly perSeconds: number } | undefined;
  /** The first pause; each that follows on a failed probe is twice as long. */
  readonly firstPauseMs?: number | undefined;
}

/** Consecutive failures, of all senders together, that begin a pause. */
const FAILURES = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60 * 1000;
/** Longer than the steps before the dot; a probe whose sender died is replaced after it. */
const PROBE_MS = 90_000;
const ASK_AGAIN_MS = 2_000;
/** Further ahead than this nobody waits in line with a digest in hand. */
const LONGEST_WAIT_MS = 1_000;
/** Where nothing failed and no rate is kept, all would be admitted that come this soon after: a pause is heard of as late. */
const CALM_MS = 100;
/** Failures further apart than this are not in a row; a pause with its probes is shorter. */
const REMEMBERED_MS = 30 * 60 * 1000;

export function redisRelay(redis: RedisClient, keys: Keys, options: RelayOptions = {}): Relay {
  const { rate, firstPauseMs = FIRST_PAUSE_MS } = options;
  const intervalMs = rate ? (rate.perSeconds * 1000) / rate.count : 0;
  // A second's worth may go at once: senders are not as even as the rate.
  const burstMs = Math.max(0, 1_000 - intervalMs);
  /** Of the last admission: without failures there is nothing to tell Redis of a success. */
  let failuresSeen = 0;
  let calmUntil = 0;
  return {
    async admit() {
      if (performance.now() < calmUntil) return { open: true };
      const args = [intervalMs, burstMs, LONGEST_WAIT_MS, PROBE_MS, ASK_AGAIN_MS];
      const answer = await runScript(redis, "relay-admit", [keys.relay, keys.relayArrival], args);
      const [granted, waitMs, failures] = answer as [number, number, number];
      failuresSeen = failures;
      if (failures === 0 && intervalMs === 0) calmUntil = performance.now() + CALM_MS;
      if (granted !== 1) return { open: false, afterMs: waitMs };
      if (waitMs > 0) await wait(waitMs);
      return { open: true };
    },
    async answered() {
      if (failuresSeen === 0) return false;
      return (await runScript(redis, "relay-answered", [keys.relay], [])) === 1;
    },
    async failed(reason) {
      const args = [reason, FAILURES, firstPauseMs, LONGEST_PAUSE_MS, REMEMBERED_MS];
      const began = await runScript(redis, "relay-failed", [keys.relay], args);
      // What was asked before is answered before.
      calmUntil = 0;
      return began === 1;
    },
    async pause() {
      const [until, reason] = await redis.hmget(keys.relay, "until", "reason");
      if (until === null || until === undefined) return undefined;
      return {
        until: Temporal.Instant.fromEpochMilliseconds(Number(until)),
        reason: reason ?? "",
      };
    },
    resume: async () => (await runScript(redis, "relay-answered", [keys.relay], [])) === 1,
  };
}
