import { Cluster, Redis, type RedisOptions } from "ioredis";

import { ConfigError } from "../../model/failure.ts";
import { parseRedisAddress, type RedisAddress } from "../../model/redis-address.ts";
import type { StepLogger } from "../../pipeline/ports.ts";
import { gatherWrites } from "./gather-writes.ts";
import { FreshSentinelConnector } from "./sentinel-connector.ts";

/** One server, or a Redis Cluster: commands that keep to one slot are the same to both. */
export type RedisClient = Redis | Cluster;

/** A command that got no answer in this time is in doubt; every write is safe to repeat. */
const COMMAND_TIMEOUT_MS = 1500;
/** A Cluster's map is learned from redirections too; this finds a failover that nobody is redirected by. */
const SLOTS_REFRESH_MS = 2000;

const retryDelay = (attempt: number): number => Math.min(50 * 2 ** attempt, 1000);

/** Options every connection shares. A managed failover answers READONLY until one reconnects. */
const CONNECTION: RedisOptions = {
  protocol: 2,
  connectTimeout: 2000,
  retryStrategy: retryDelay,
  sentinelRetryStrategy: retryDelay,
  reconnectOnError: (error) => (/READONLY|LOADING/.test(error.message) ? 2 : false),
};

export interface OpenRedis extends AsyncDisposable {
  readonly redis: RedisClient;
}

/**
 * Opens a connection that fails fast: with Redis down a command is refused at
 * once, so that a caller can say so instead of hanging. Does not wait for Redis.
 */
export function openRedis(url: string, logger: StepLogger, more: RedisOptions = {}): OpenRedis {
  const redis = connect(url, {
    ...more,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  redis.on("error", (error: Error) => logger.warn({ err: error }, "redis connection error"));
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

/** For a worker, which waits for Redis to come back and never gives up. */
export function openWorkerRedis(url: string): RedisClient {
  return connect(url, { maxRetriesPerRequest: null });
}

/** Waits until Redis answers; rejects when `signal` aborts first. */
export async function redisReady(redis: RedisClient, signal: AbortSignal): Promise<void> {
  while (redis.status !== "ready") {
    signal.throwIfAborted();
    await after(25);
  }
}

function connect(url: string, more: RedisOptions): RedisClient {
  const address = parseRedisAddress(url);
  // Without its text, which may hold a password.
  if (address === undefined) throw new ConfigError("the address of Redis is none");
  const options = { ...CONNECTION, ...more };
  switch (address.kind) {
    case "server":
      return gathering(new Redis(address.url, options));
    case "cluster":
      return connectCluster(address, options);
    case "sentinel":
      return connectBySentinel(address, options);
  }
}

function connectCluster(
  { hosts, login, tls }: Extract<RedisAddress, { kind: "cluster" }>,
  options: RedisOptions,
): Cluster {
  const { enableOfflineQueue } = options;
  const cluster = new Cluster([...hosts], {
    redisOptions: { ...options, ...login, ...(tls && { tls: {} }) },
    enableOfflineQueue,
    clusterRetryStrategy: retryDelay,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    // A certificate is for the name, which looking it up here would lose.
    ...(tls && { dnsLookup: (host, found) => found(null, host) }),
  });
  cluster.on("+node", gathering);
  return cluster;
}

function connectBySentinel(
  { hosts, master, login, sentinelLogin, tls }: Extract<RedisAddress, { kind: "sentinel" }>,
  options: RedisOptions,
): Redis {
  const redis = new Redis({
    ...options,
    ...login,
    sentinels: [...hosts],
    name: master,
    // A failover is heard of from the Sentinels, also where the old master stays silent.
    failoverDetector: true,
    Connector: FreshSentinelConnector,
    ...(sentinelLogin.username && { sentinelUsername: sentinelLogin.username }),
    ...(sentinelLogin.password && { sentinelPassword: sentinelLogin.password }),
    ...(tls && { tls: {}, enableTLSForSentinelMode: true, sentinelTLS: {} }),
  });
  return gathering(redis);
}

/** Each connection has a stream of its own. */
function gathering(redis: Redis): Redis {
  return redis.on("connect", () => gatherWrites(redis.stream));
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
