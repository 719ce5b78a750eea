import { setTimeout as wait } from "node:timers/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Durability } from "#src/adapters/redis/run-surely.ts";

import type { CleanUp } from "../support/processes.ts";
import { openTestRedis } from "../support/redis-client.ts";
import { type RedisSentinel, startRedisSentinel } from "../support/topology/redis-sentinel.ts";
import { startInstallation } from "./installation.ts";
import { NOTHING_WRONG, startSenders, tally } from "./workload.ts";

let sentinel: RedisSentinel;
beforeAll(async () => {
  sentinel = await startRedisSentinel();
});
afterAll(() => sentinel[Symbol.asyncDispose]());

test("a master killed twice under load loses nothing, and nothing is told twice", async ({
  onTestFinished: cleanUp,
}) => {
  await sentinel.whole();
  const installation = await startInstallation(sentinel.url, cleanUp);
  const senders = startSenders(installation.urls);
  await senders.more(50);
  for (let time = 0; time < 2; time += 1) {
    const dead = await sentinel.failOver();
    await senders.more(50);
    await dead.restart();
    await sentinel.whole();
    await senders.more(50);
  }
  await senders.stop();
  expect(await tally(installation, senders.accepted)).toMatchObject(NOTHING_WRONG);
});

/** The master goes on alone for as long, and dies with what it took meanwhile. */
const ALONE_MS = 800;

async function loseWhatReplicasLack(durability: Durability, cleanUp: CleanUp) {
  await sentinel.whole();
  const installation = await startInstallation(sentinel.url, cleanUp, { durability });
  const senders = startSenders(installation.urls);
  await senders.more(50);
  await sentinel.isolateMaster();
  await wait(ALONE_MS);
  const dead = await sentinel.failOver();
  await senders.more(50);
  await senders.stop();
  await dead.restart();
  return tally(installation, senders.accepted);
}

test("what no replica had is not accepted under durability replica", async ({
  onTestFinished: cleanUp,
}) => {
  expect(await loseWhatReplicasLack("replica", cleanUp)).toMatchObject(NOTHING_WRONG);
});

test("what no replica had is lost under durability everysec", async ({
  onTestFinished: cleanUp,
}) => {
  const { lost } = await loseWhatReplicasLack("everysec", cleanUp);
  expect(lost.length).toBeGreaterThan(0);
});

/** Longer than it takes to listen to the Sentinels, and to hear from them. */
const NEWS_MS = 500;

test("a client that asks a Sentinel when the others have made another master finds it", async ({
  onTestFinished: cleanUp,
}) => {
  await sentinel.whole();
  const redis = openTestRedis(sentinel.url);
  cleanUp(() => redis.disconnect());
  await redis.ping();
  await wait(NEWS_MS);
  const [asked] = sentinel.sentinels;
  asked?.freeze();
  const dead = await sentinel.failOver();
  await wait(NEWS_MS);
  asked?.thaw();
  expect(await redis.ping()).toBe("PONG");
  await dead.restart();
});
