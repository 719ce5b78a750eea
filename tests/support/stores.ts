import { inject, onTestFinished } from "vitest";

import { rehearsalClock } from "#src/adapters/observe/clock.ts";
import { keysUnder } from "#src/adapters/redis/keys.ts";
import { redisBounces } from "#src/adapters/redis/redis-bounces.ts";
import { redisDeliveries } from "#src/adapters/redis/redis-deliveries.ts";
import { redisDueIndex, redisWakeCursor } from "#src/adapters/redis/redis-due-index.ts";
import { redisHolds } from "#src/adapters/redis/redis-holds.ts";
import { redisInbox } from "#src/adapters/redis/redis-inbox.ts";
import { redisIncidentLog } from "#src/adapters/redis/redis-incident-log.ts";
import { redisInhibitionHits } from "#src/adapters/redis/redis-inhibition-hits.ts";
import { redisNotices } from "#src/adapters/redis/redis-notices.ts";
import { redisOutbox } from "#src/adapters/redis/redis-outbox.ts";
import { redisReaders } from "#src/adapters/redis/redis-readers.ts";
import { redisRelay } from "#src/adapters/redis/redis-relay.ts";
import { type Durability, runSurely, writeSurely } from "#src/adapters/redis/run-surely.ts";

import { openTestRedis } from "./redis-client.ts";

const RETENTION_SECONDS = 35 * 24 * 3600;

interface StoreOverrides {
  readonly inboxLimit?: number;
  readonly durability?: Durability;
  readonly redisUrl?: string;
}

/** Every store on the run's real Redis, under a prefix of this test's own. */
export function openStores(overrides: StoreOverrides = {}) {
  const redis = openTestRedis(overrides.redisUrl ?? inject("redisUrl"));
  onTestFinished(() => redis.disconnect());
  const keys = keysUnder(`t-${crypto.randomUUID()}`);
  const clock = rehearsalClock();
  const shared = { redis, keys, clock, retentionSeconds: RETENTION_SECONDS };
  const durability = overrides.durability ?? "everysec";
  const sure = runSurely(redis, durability);
  return {
    redis,
    keys,
    clock,
    inbox: redisInbox({
      ...shared,
      writeSurely: writeSurely(redis, durability),
      inboxLimit: () => overrides.inboxLimit ?? 1_000,
    }),
    log: redisIncidentLog({ ...shared, runSurely: sure }),
    deliveries: redisDeliveries(shared),
    due: redisDueIndex(redis, keys),
    holds: redisHolds(shared),
    notices: redisNotices(shared),
    wakeCursor: redisWakeCursor(redis, keys),
    outbox: redisOutbox({ ...shared, runSurely: sure }),
    readers: redisReaders(redis, keys),
    inhibitionHits: redisInhibitionHits(redis, keys),
    bounces: redisBounces(redis, keys, clock),
    relay: redisRelay(redis, keys),
  };
}
