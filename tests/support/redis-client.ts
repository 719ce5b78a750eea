import { Cluster } from "ioredis";

import { openWorkerRedis, type RedisClient } from "#src/adapters/redis/connection.ts";

/** For a test's own questions, to whatever Redis the run has. Who opens it disconnects it. */
export function openTestRedis(url: string): RedisClient {
  const redis = openWorkerRedis(url);
  redis.on("error", () => {});
  return redis;
}

/** Keys of every master: a Cluster asks one node for its own alone. */
export async function allKeys(redis: RedisClient, pattern: string): Promise<readonly string[]> {
  const masters = redis instanceof Cluster ? redis.nodes("master") : [redis];
  return (await Promise.all(masters.map((master) => master.keys(pattern)))).flat();
}
