import type { InhibitionHits } from "../../pipeline/operator-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";

export function redisInhibitionHits(redis: RedisClient, keys: Keys): InhibitionHits {
  return {
    async note(inhibition, items, at) {
      if (items.length > 0) await redis.pfadd(keys.inhibitionHits(inhibition), ...items);
      await redis.hset(keys.inhibitionHitAt, inhibition, at.toString());
    },
    async list() {
      const hitAt = Object.entries(await redis.hgetall(keys.inhibitionHitAt));
      return Promise.all(
        hitAt.map(async ([inhibition, lastHitAt]) => ({
          inhibition,
          hits: await redis.pfcount(keys.inhibitionHits(inhibition)),
          lastHitAt,
        })),
      );
    },
  };
}
