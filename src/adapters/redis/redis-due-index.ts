import type { DueIndex } from "../../pipeline/delivery-ports.ts";
import type { WakeCursor } from "../../pipeline/log-ports.ts";
import type { RedisClient } from "./connection.ts";
import { watchForLoss } from "./index-loss.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

/** A notifier that dies while it seals is made up for after this long. */
const CLAIM_LEASE_MS = 5_000;

export function redisDueIndex(redis: RedisClient, keys: Keys): DueIndex {
  const touched = [keys.due, keys.wakes];
  return {
    ...watchForLoss(redis, keys.due),
    async enroll(looks) {
      if (looks.length === 0) return;
      const listed = looks.flatMap(({ deliveryId, at }) => [at.epochMilliseconds, deliveryId]);
      await redis.zadd(keys.due, "LT", ...listed);
    },
    async wake(deliveryIds, at) {
      if (deliveryIds.length === 0) return;
      await runScript(redis, "due-wake", touched, [at.epochMilliseconds, ...deliveryIds]);
    },
    async claim(now, limit) {
      const leaseEnd = now.epochMilliseconds + CLAIM_LEASE_MS;
      const args = [now.epochMilliseconds, leaseEnd, limit];
      const claimed = (await runScript(redis, "due-claim", touched, args)) as [string, string][];
      return claimed.map(([deliveryId, wakes]) => ({ deliveryId, wakes: Number(wakes) }));
    },
    async settle(settled) {
      if (settled.length === 0) return;
      const args = settled.flatMap(({ claimed: { deliveryId, wakes }, next, again }) => {
        return [deliveryId, wakes, next?.epochMilliseconds ?? "", again.epochMilliseconds];
      });
      await runScript(redis, "due-settle", touched, args);
    },
    async next() {
      const ahead = [keys.due, "-inf", "(+inf", "WITHSCORES", "LIMIT", 0, 1] as const;
      const [, score] = await redis.zrangebyscore(...ahead);
      return score === undefined
        ? undefined
        : Temporal.Instant.fromEpochMilliseconds(Number(score));
    },
  };
}

export function redisWakeCursor(redis: RedisClient, keys: Keys): WakeCursor {
  return {
    read: async () => (await redis.get(keys.wakeCursor)) ?? undefined,
    async advance(from, to) {
      await runScript(redis, "advance", [keys.wakeCursor], [from ?? "", to]);
    },
  };
}
