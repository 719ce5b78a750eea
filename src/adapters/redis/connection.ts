import { Redis, type RedisOptions } from "ioredis";

import type { StepLogger } from "../../pipeline/ports.ts";

/** A command that got no answer in this time is in doubt; every write is safe to repeat. */
const COMMAND_TIMEOUT_MS = 1500;

/** Options every connection shares. A managed failover answers READONLY until one reconnects. */
export const CONNECTION: RedisOptions = {
  protocol: 2,
  connectTimeout: 2000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1000),
  reconnectOnError: (error) => (/READONLY|LOADING/.test(error.message) ? 2 : false),
};

export interface OpenRedis extends AsyncDisposable {
  readonly redis: Redis;
}

/**
 * Opens a connection that fails fast: with Redis down a command is refused at
 * once, so that a caller can say so instead of hanging. Does not wait for Redis.
 */
export function openRedis(url: string, logger: StepLogger, more: RedisOptions = {}): OpenRedis {
  const redis = new Redis(url, {
    ...CONNECTION,
    ...more,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  redis.on("error", (error) => logger.warn({ err: error }, "redis connection error"));
  return {
    redis,
    async [Symbol.asyncDispose]() {
      await Promise.race([redis.quit().catch(() => {}), after(1000)]);
      redis.disconnect();
    },
  };
}

/**
 * A connection for accepting alone: a wait for a replica or the disk holds it
 * up. What was under way when it broke is not sent again, as a wait on another
 * connection would cover nothing.
 */
export function openIntakeRedis(url: string, logger: StepLogger): OpenRedis {
  return openRedis(url, logger, { autoResendUnfulfilledCommands: false });
}

/** Waits until Redis answers; rejects when `signal` aborts first. */
export async function redisReady(redis: Redis, signal: AbortSignal): Promise<void> {
  while (redis.status !== "ready") {
    signal.throwIfAborted();
    await after(25);
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
