import type { BounceKind } from "../../model/bounce.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { Bounces, PausedAddress } from "../../pipeline/sending-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

/** Mailman's, which has counted bounces for longest: five days of them, each within a week of the last. */
const PAUSING_SCORE = 5;
const FORGOTTEN_DAYS = 7;
/** A complaint is a person's own word. */
const WEIGHTS: Readonly<Record<BounceKind, number>> = { hard: 1, soft: 0.5, complaint: 2 };
const DAY_MS = 86_400_000;

export function redisBounces(redis: RedisClient, keys: Keys, clock: Clock): Bounces {
  return {
    async note({ addressId, kind, detail }) {
      const now = clock.now().epochMilliseconds;
      const day = Math.floor(now / DAY_MS);
      const args = [addressId, WEIGHTS[kind], day, now, PAUSING_SCORE, FORGOTTEN_DAYS, kind];
      const addressKeys = [keys.bounced(addressId), keys.pausedAddresses];
      const keep = 2 * FORGOTTEN_DAYS * 24 * 3600;
      return (await runScript(redis, "bounce-note", addressKeys, [...args, detail, keep])) ===
        "paused"
        ? "paused"
        : "noted";
    },
    isPaused: async (addressId) => (await redis.zscore(keys.pausedAddresses, addressId)) !== null,
    countPaused: () => redis.zcard(keys.pausedAddresses),
    async paused() {
      const ids = await redis.zrange(keys.pausedAddresses, "0", "-1");
      return Promise.all(ids.map((id) => readPaused(redis, keys, id)));
    },
    async resume(addressId) {
      await redis.del(keys.bounced(addressId));
      return (await redis.zrem(keys.pausedAddresses, addressId)) === 1;
    },
    async position(mailbox) {
      return Number((await redis.hget(keys.bounceMailboxes, mailbox)) ?? 0);
    },
    async advance(mailbox, position) {
      await redis.hset(keys.bounceMailboxes, mailbox, position);
    },
  };
}

async function readPaused(
  redis: RedisClient,
  keys: Keys,
  addressId: string,
): Promise<PausedAddress> {
  const [pausedAt, kind, detail] = await redis.hmget(
    keys.bounced(addressId),
    "pausedAt",
    "kind",
    "detail",
  );
  const at = Temporal.Instant.fromEpochMilliseconds(Number(pausedAt ?? 0)).toString();
  return { addressId, pausedAt: at, kind: kind ?? "hard", detail: detail ?? "" };
}
