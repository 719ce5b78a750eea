import { type Clock, type ProgressStore, STAGES } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";

export function redisProgress(redis: RedisClient, keys: Keys, clock: Clock): ProgressStore {
  return {
    async note(stages) {
      const now = clock.now().epochMilliseconds;
      await redis.hset(keys.progress, Object.fromEntries(stages.map((stage) => [stage, now])));
    },
    async read() {
      const proven = await redis.hgetall(keys.progress);
      return new Map(
        STAGES.flatMap((stage) => {
          const at = proven[stage];
          return at === undefined
            ? []
            : [[stage, Temporal.Instant.fromEpochMilliseconds(Number(at))]];
        }),
      );
    },
  };
}
