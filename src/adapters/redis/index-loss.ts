import type { LossWatch } from "../../pipeline/delivery-ports.ts";
import type { RedisClient } from "./connection.ts";
import { runScript } from "./scripts.ts";

/** Stands at the end of an index as long as nothing of it was lost: an empty one and a lost one are the same to Redis. */
const WHOLE = "(whole)";
const AT_THE_END = "+inf";

/** For a sorted set that only repeats what stands elsewhere. */
export function watchForLoss(redis: RedisClient, index: string): LossWatch {
  return {
    async findLoss() {
      if ((await redis.zscore(index, WHOLE)) !== null) return undefined;
      const mending = `(mending ${crypto.randomUUID()})`;
      await redis.zadd(index, AT_THE_END, mending);
      return mending;
    },
    async closeLoss(mending) {
      await runScript(redis, "index-whole", [index], [mending, WHOLE, AT_THE_END]);
    },
  };
}
