import { Cluster, type Redis } from "ioredis";

import type { RedisClient } from "./connection.ts";
import type { Durability } from "./run-surely.ts";

const OLDEST_MAJOR = 7;

/** What is wrong with a Redis for what is asked of it, in words; empty: nothing. Of a Cluster, each master. */
export async function inspectRedis(redis: RedisClient, durability: Durability): Promise<string[]> {
  if (!(redis instanceof Cluster)) return inspectServer(redis, durability);
  const faults = await Promise.all(
    redis.nodes("master").map(async (master) => {
      const { host, port } = master.options;
      const found = await inspectServer(master, durability);
      return found.map((fault) => `${host}:${port}: ${fault}`);
    }),
  );
  return faults.flat();
}

async function inspectServer(redis: Redis, durability: Durability): Promise<string[]> {
  const faults: string[] = [];
  const server = await section(redis, "server");
  const version = server.get("valkey_version") ?? server.get("redis_version") ?? "unknown";
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    faults.push(`version ${version} is too old: Redis 7 or Valkey is needed`);
  }
  const policy = (await section(redis, "memory")).get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction") {
    faults.push(
      `maxmemory-policy is ${policy}: set noeviction, or accepted reports may be evicted`,
    );
  }
  const persistence = await section(redis, "persistence");
  if (persistence.get("aof_enabled") !== "1") {
    faults.push("appendonly is off: accepted reports are lost when Redis stops");
  } else if (durability === "fsync" && !(await canSync(redis, server))) {
    faults.push("TOCSIN_DURABILITY=fsync needs appendfsync always, or Redis 7.2 or Valkey");
  }
  const replicas = Number((await section(redis, "replication")).get("connected_slaves") ?? 0);
  if (durability === "replica" && replicas === 0) {
    faults.push(
      "TOCSIN_DURABILITY=replica needs a connected replica; reports are refused without one",
    );
  }
  return faults;
}

/** By the setting, or by WAITAOF, with which one write's fsync is waited for. */
async function canSync(redis: Redis, server: ReadonlyMap<string, string>): Promise<boolean> {
  const [major = 0, minor = 0] = (server.get("redis_version") ?? "").split(".").map(Number);
  const waits = server.has("valkey_version") || major > 7 || (major === 7 && minor >= 2);
  return waits || (await setting(redis, "appendfsync")) === "always";
}

async function section(redis: Redis, name: string): Promise<ReadonlyMap<string, string>> {
  const lines = (await redis.info(name)).split("\r\n");
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(":");
      return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

/** Managed Redis often forbids CONFIG; then it is not held against it. */
async function setting(redis: Redis, name: string): Promise<string | undefined> {
  const answer = await redis.config("GET", name).catch(() => undefined);
  return Array.isArray(answer) ? String(answer[1]) : undefined;
}
