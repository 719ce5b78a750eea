import { setTimeout as wait } from "node:timers/promises";

import { Cluster, type Redis } from "ioredis";

import type { RedisClient } from "./connection.ts";
import { type Argument, runScript, type ScriptName } from "./scripts.ts";
import { ownerOf, refreshSlots } from "./slot-owner.ts";

export type Durability = "fsync" | "everysec" | "replica";

/** The first key says which master runs it. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
) => Promise<unknown>;

/** As long as a command may take: a failover takes longer, and whoever asked comes back. */
const ATTEMPTS = 12;
const PAUSE_MS = 100;
const WAIT_FOR_REPLICA_MS = 1000;
const WAIT_FOR_DISK_MS = 1000;

/** A Cluster that moves slots or fails over answers so; after a while the command succeeds elsewhere or here. */
const ELSEWHERE = /^(?:MOVED|ASK|TRYAGAIN|CLUSTERDOWN|LOADING|MASTERDOWN)\b/;

/** Writes to the master that has `key`, over the one connection to it. */
export type WriteSurely = <T>(key: string, write: (owner: Redis) => Promise<T>) => Promise<T>;

/**
 * Makes writes that, with all that their master took before them, are as durable as asked when the
 * answer comes; throws where that is not sure. For writes that something outside depends on: a 202, a
 * mail. `client` is held up meanwhile, so it is one of its own.
 */
export function writeSurely(client: RedisClient, durability: Durability): WriteSurely {
  const makeDurable = durableWrites(durability);
  return (key, write) =>
    onOwner(client, key, async (owner) => {
      const answer = await write(owner);
      await makeDurable(owner);
      return answer;
    });
}

/** The same for scripts. */
export function runSurely(client: RedisClient, durability: Durability): RunScript {
  const surely = writeSurely(client, durability);
  return (name, keys, args) => surely(keys[0] ?? "", (owner) => runScript(owner, name, keys, args));
}

/** Runs scripts that are as durable as the Redis is anyway. */
export function runPlainly(client: RedisClient): RunScript {
  return (name, keys, args) => runScript(client, name, keys, args);
}

/**
 * A wait for a replica or the disk (WAIT, WAITAOF) speaks of the writes of its own connection, and a
 * Cluster would send it to any node: so all of it goes over the one connection to the key's master.
 */
async function onOwner<T>(
  client: RedisClient,
  key: string,
  write: (owner: Redis) => Promise<T>,
): Promise<T> {
  if (!(client instanceof Cluster)) return onOneConnection(client, write);
  for (let attempt = 1; ; attempt += 1) {
    const owner = ownerOf(client, key);
    try {
      if (owner) return await onOneConnection(owner, write);
    } catch (error) {
      if (!isElsewhere(error) || attempt === ATTEMPTS) throw error;
    }
    if (attempt === ATTEMPTS) throw new Error("no master has the slot");
    await wait(PAUSE_MS);
    await refreshSlots(client);
  }
}

function isElsewhere(error: unknown): boolean {
  return error instanceof Error && ELSEWHERE.test(error.message);
}

/** How often each connection was lost. */
const losses = new WeakMap<Redis, { count: number }>();

/** Throws where the connection was lost meanwhile: the answer to a wait on the next one covers nothing. */
async function onOneConnection<T>(redis: Redis, write: (owner: Redis) => Promise<T>): Promise<T> {
  const lost = lossesOf(redis);
  const before = lost.count;
  const answer = await write(redis);
  if (lost.count !== before) throw new Error("the connection was lost before the write was sure");
  return answer;
}

function lossesOf(redis: Redis): { count: number } {
  const known = losses.get(redis);
  if (known) return known;
  const counted = { count: 0 };
  losses.set(redis, counted);
  redis.on("close", () => {
    counted.count += 1;
  });
  return counted;
}

/** Throws where the write is not as durable as asked: whoever asked then does it again. */
type MakeDurable = (owner: Redis) => Promise<void>;

function durableWrites(durability: Durability): MakeDurable {
  const syncsAlways = new WeakSet<Redis>();
  return async (redis) => {
    if (durability === "replica") {
      const replicas = await redis.wait(1, WAIT_FOR_REPLICA_MS);
      if (replicas < 1) throw new Error("no replica has taken the write");
    }
    if (durability !== "fsync" || syncsAlways.has(redis)) return;
    // A managed Redis often forbids CONFIG: then each write is waited for.
    const setting = await redis.config("GET", "appendfsync").catch(() => undefined);
    if (Array.isArray(setting) && setting[1] === "always") {
      syncsAlways.add(redis);
      return;
    }
    // Redis 7.2 and Valkey can wait for one write's fsync; an older one refuses the command.
    const [local] = (await redis.call("WAITAOF", "1", "0", String(WAIT_FOR_DISK_MS))) as [number];
    if (local < 1) throw new Error("the write is not on the disk yet");
  };
}
