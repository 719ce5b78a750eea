import { Redis } from "ioredis";
import { inject, onTestFinished } from "vitest";

import { rehearsalClock } from "#src/adapters/observe/clock.ts";
import { keysUnder } from "#src/adapters/redis/keys.ts";
import { redisBounces } from "#src/adapters/redis/redis-bounces.ts";
import { redisDeliveries } from "#src/adapters/redis/redis-deliveries.ts";
import { redisDueIndex, redisWakeCursor } from "#src/adapters/redis/redis-due-index.ts";
import { redisHolds } from "#src/adapters/redis/redis-holds.ts";
import { type Durability, redisInbox } from "#src/adapters/redis/redis-inbox.ts";
import { redisIncidentLog } from "#src/adapters/redis/redis-incident-log.ts";
import { redisNotices } from "#src/adapters/redis/redis-notices.ts";
import { redisOutbox } from "#src/adapters/redis/redis-outbox.ts";
import { redisReaders } from "#src/adapters/redis/redis-readers.ts";
import { redisRelay } from "#src/adapters/redis/redis-relay.ts";

const RETENTION_SECONDS = 35 * 24 * 3600;

interface StoreOverrides {
  readonly inboxLimit?: number;
  readonly durability?: Durability;
  readonly redisUrl?: string;
}

/** Every store on the run's real Redis, under a prefix of this test's own. */
export function openStores(overrides: StoreOverrides = {}) {
  const redis = new Redis(overrides.redisUrl ?? inject("redisUrl"), { protocol: 2 });
  onTestFinished(() => redis.disconnect());
  const keys = keysUnder(`t-${crypto.randomUUID()}`);
  const clock = rehearsalClock();
  const shared = { redis, keys, clock, retentionSeconds: RETENTION_SECONDS };
  return {
    redis,
    keys,
    clock,
    inbox: redisInbox({
      ...shared,
      intake: redis,
      durability: overrides.durability ?? "everysec",
      inboxLimit: overrides.inboxLimit ?? 1_000,
    }),
    log: redisIncidentLog(shared),
    deliveries: redisDeliveries(shared),
    due: redisDueIndex(redis, keys),
    holds: redisHolds(shared),
    notices: redisNotices(shared),
    wakeCursor: redisWakeCursor(redis, keys),
    outbox: redisOutbox(shared),
    readers: redisReaders(redis, keys),
    bounces: redisBounces(redis, keys, clock),
    relay: redisRelay(redis, keys),
  };
}
