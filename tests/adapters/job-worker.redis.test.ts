import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";

import { startJobWorker } from "#src/adapters/queue/job-worker.ts";
import { openPulse } from "#src/adapters/queue/queues.ts";
import { keysUnder } from "#src/adapters/redis/keys.ts";
import { startPrivateRedis } from "#src/adapters/redis/private-server.ts";

import { quietLogger } from "../support/steps.ts";

const keys = keysUnder("t");

async function aServer() {
  const dir = mkdtempSync(join(tmpdir(), "tocsin-worker-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startPrivateRedis({ dir, durability: "everysec" });
  onTestFinished(() => server.killHard());
  const redis = new Redis(server.url, { protocol: 2 });
  onTestFinished(() => redis.disconnect());
  return { server, redis };
}

const startWorker = (redisUrl: string, handle: () => Promise<void>) =>
  startJobWorker({ queue: "reports", redisUrl, keys, concurrency: 1, logger: quietLogger, handle });

async function secondsToClose(worker: AsyncDisposable): Promise<number> {
  const asked = performance.now();
  await worker[Symbol.asyncDispose]();
  return (performance.now() - asked) / 1000;
}

test("a worker with nothing in hand is gone in seconds, though Redis takes no more of its writes", async () => {
  const { server, redis } = await aServer();
  await redis.call("CLIENT", "PAUSE", "60000", "WRITE");
  const worker = startWorker(server.url, async () => {});
  const waiting = () => redis.info("clients");
  await vi.waitFor(async () => expect(await waiting()).toMatch(/blocked_clients:[1-9]/), 20_000);
  expect(await secondsToClose(worker)).toBeLessThan(10);
});

test("a job in hand is waited for", async () => {
  const { server, redis } = await aServer();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: end, resolve: finish } = Promise.withResolvers<void>();
  const worker = startWorker(server.url, () => {
    begin();
    return end;
  });
  await using queues = openPulse(redis, keys, quietLogger);
  await queues.pulse.reports(["r-1"]);
  await begun;
  let isClosed = false;
  const closing = secondsToClose(worker).then(() => (isClosed = true));
  await redis.ping();
  expect(isClosed).toBe(false);
  finish();
  await closing;
  expect((await queues.counts()).reports).toMatchObject({ active: 0, waiting: 0, delayed: 0 });
});
