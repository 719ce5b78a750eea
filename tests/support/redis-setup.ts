import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { startPrivateRedis } from "#src/adapters/redis/private-server.ts";

import { startRedisCluster } from "./topology/redis-cluster.ts";
import { startRedisSentinel } from "./topology/redis-sentinel.ts";

declare module "vitest" {
  export interface ProvidedContext {
    redisUrl: string;
    /** False: only the server of REDIS_URL is at hand, which no test may kill. */
    canStartRedis: boolean;
  }
}

/** One real Redis for the whole run, of the kind the project is named after; each test keeps to a prefix of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const canStartRedis = ["redis-server", "valkey-server"].some(isOnPath);
  project.provide("canStartRedis", canStartRedis);
  const given = process.env["REDIS_URL"];
  if (!canStartRedis && given !== undefined) {
    project.provide("redisUrl", given);
    return async () => {};
  }
  const server = await startKind(project.name);
  project.provide("redisUrl", server.url);
  return async () => server[Symbol.asyncDispose]();
}

async function startKind(name: string): Promise<AsyncDisposable & { readonly url: string }> {
  switch (name) {
    case "cluster":
      return startRedisCluster();
    case "sentinel":
      return startRedisSentinel();
    case "valkey":
      return startOne(["valkey-server"]);
    default:
      return startOne(["redis-server", "valkey-server"]);
  }
}

async function startOne(programs: readonly string[]) {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-test-redis-"));
  const server = await startPrivateRedis({ dir, durability: "everysec", programs });
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function isOnPath(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, program)));
}
