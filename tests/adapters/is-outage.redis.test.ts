import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";

import { openRedis, redisReady } from "#src/adapters/redis/connection.ts";
import { isOutage } from "#src/adapters/redis/is-outage.ts";
import { type PrivateRedis, startPrivateRedis } from "#src/adapters/redis/private-server.ts";

import { quietLogger } from "../support/steps.ts";

async function aServer() {
  const dir = mkdtempSync(join(tmpdir(), "tocsin-outage-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startPrivateRedis({ dir, durability: "everysec" });
  onTestFinished(() => server.killHard());
  const { redis, ...opened } = openRedis(server.url, quietLogger);
  onTestFinished(() => opened[Symbol.asyncDispose]());
  await redisReady(redis, AbortSignal.timeout(10_000));
  return { server, redis: redis as Redis };
}

const write = (redis: Redis) =>
  redis.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, "k", "v");

test.each<{ how: string; breakIt: (redis: Redis, server: PrivateRedis) => unknown }>([
  { how: "has no room", breakIt: (redis) => redis.config("SET", "maxmemory", "1") },
  { how: "is no master any more", breakIt: (redis) => redis.replicaof("127.0.0.1", "1") },
  {
    how: "wants a replica that is not there",
    breakIt: (redis) => redis.config("SET", "min-replicas-to-write", "1"),
  },
  { how: "says nothing", breakIt: (_, server) => process.kill(server.pid, "SIGSTOP") },
  { how: "is dead", breakIt: (_, server) => server.killHard() },
])("a Redis that $how is an outage", async ({ breakIt }) => {
  const { server, redis } = await aServer();
  await breakIt(redis, server);
  const error: unknown = await write(redis).catch((thrown: unknown) => thrown);
  expect({ error: String(error), isOutage: isOutage(error) }).toEqual({
    error: expect.stringContaining("Error"),
    isOutage: true,
  });
});

test("what Redis refuses for what it is asked is none, nor is what is thrown elsewhere", async () => {
  const { redis } = await aServer();
  await redis.set("text", "a");
  const asked = [
    redis.lpush("text", "b"),
    redis.eval("return redis.call('SET')", 0),
    redis.eval("return nil + 1", 0),
  ];
  for (const { reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
    const error = String(reason);
    expect({ error, isOutage: isOutage(reason) }).toEqual({
      error: expect.stringContaining("ReplyError"),
      isOutage: false,
    });
  }
  for (const thrown of [new TypeError("x is not a function"), new Error("boom"), "OOM", undefined])
    expect(isOutage(thrown)).toBe(false);
});
