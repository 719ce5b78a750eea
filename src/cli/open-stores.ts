import { join } from "node:path";

import { systemClock } from "../adapters/observe/clock.ts";
import { openLog } from "../adapters/observe/log.ts";
import { openRedis, redisReady } from "../adapters/redis/connection.ts";
import { keysUnder } from "../adapters/redis/keys.ts";
import { findPrivateRedis } from "../adapters/redis/private-server.ts";
import { readSettings } from "../config/settings.ts";
import { ConfigError } from "../model/failure.ts";
import { openStores, type Stores } from "../roles/stores.ts";
import type { Terminal } from "./terminal.ts";

const PATIENCE_MS = 3_000;

/** The stores of a running installation: `REDIS_URL`, or the private Redis of the data folder. */
export async function openRunningStores(
  terminal: Terminal,
): Promise<AsyncDisposable & { readonly stores: Stores }> {
  const settings = readSettings(terminal.env, terminal.readSecretFile);
  const url = settings.redisUrl ?? (await findPrivateRedis(join(settings.dataDir, "redis")));
  if (url === undefined) {
    throw new ConfigError(
      "set REDIS_URL, or run this beside a tocsin that serves from the same data folder",
    );
  }
  const opened = openRedis(url, openLog("silent"));
  try {
    await redisReady(
      opened.redis,
      AbortSignal.any([terminal.stop, AbortSignal.timeout(PATIENCE_MS)]),
    );
  } catch {
    await opened[Symbol.asyncDispose]();
    throw new ConfigError("Redis does not answer");
  }
  return {
    stores: openStores(opened.redis, keysUnder(settings.keyPrefix), {
      settings,
      clock: systemClock,
    }),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
