import { afterAll, beforeAll, expect, test } from "vitest";

import { type RedisCluster, startRedisCluster } from "../support/topology/redis-cluster.ts";
import { startInstallation } from "./installation.ts";
import { NOTHING_WRONG, startSenders, tally } from "./workload.ts";

let cluster: RedisCluster;
beforeAll(async () => {
  cluster = await startRedisCluster();
});
afterAll(() => cluster[Symbol.asyncDispose]());

test("slots that move under load lose nothing and tell nothing twice", async ({
  onTestFinished: cleanUp,
}) => {
  const installation = await startInstallation(cluster.url, cleanUp);
  const { keys, redis } = installation;
  const senders = startSenders(installation.urls);
  await senders.more(50);
  const [delivery = ""] = (await redis.hkeys(keys.wakes)).slice(0, 1);
  expect(delivery).not.toBe("");
  for (const key of [keys.inbox, keys.log, keys.due, keys.state(delivery)]) {
    expect((await cluster.moveSlotOf(key)).keys).toBeGreaterThan(0);
    await senders.more(50);
  }
  await senders.stop();
  expect(await tally(installation, senders.accepted)).toMatchObject(NOTHING_WRONG);
});

test("masters killed under load lose nothing that a replica had, and tell nothing twice", async ({
  onTestFinished: cleanUp,
}) => {
  const installation = await startInstallation(cluster.url, cleanUp);
  const { keys } = installation;
  const senders = startSenders(installation.urls);
  await senders.more(50);
  for (const key of [keys.inbox, keys.log, keys.due]) {
    const dead = await cluster.failOver(key);
    await dead.restart();
    await cluster.whole();
    await senders.more(50);
  }
  await senders.stop();
  expect(await tally(installation, senders.accepted)).toMatchObject(NOTHING_WRONG);
});
