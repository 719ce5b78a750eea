import { expect, test } from "vitest";

import { aSubscription, atOnce, notifier } from "../support/notifier.ts";

test("a lost due index is made anew: what was woken is looked at, what is scheduled keeps its hour", async () => {
  const run = await notifier(aSubscription({ deliver: [atOnce()] }));
  const owed = await run.file();
  await run.redis.del(run.keys.due);
  await run.mend();
  await run.seal();
  expect(await run.digests()).toMatchObject([{ items: [owed] }]);
});

test("what waits for its time is found again, though nothing but the due index knew the time", async () => {
  const run = await notifier(aSubscription({ deliver: [atOnce({ holdSeconds: 600 })] }));
  const owed = await run.file();
  await run.redis.del(run.keys.due);
  await run.mend();
  await run.seal();
  expect(await run.digests()).toEqual([]);
  run.advanceTo("2027-01-10T06:41:00Z");
  await run.seal();
  expect(await run.digests()).toMatchObject([{ items: [owed] }]);
});

test("a lost outbox is made anew from what is sealed and not final", async () => {
  const run = await notifier(aSubscription());
  await run.file();
  run.advanceTo("2027-01-10T07:00:01Z");
  await run.seal();
  await run.redis.del(run.keys.outbox);
  expect(await run.outbox.depth()).toBe(0);
  await run.mend();
  expect(await run.outbox.depth()).toBe(1);
});

test("an index that is whole is left alone, however empty", async () => {
  const run = await notifier(aSubscription());
  expect(await run.due.findLoss()).toBeUndefined();
  expect(await run.outbox.findLoss()).toBeUndefined();
});

test("an index lost once more while it is mended stays to be mended", async () => {
  const run = await notifier(aSubscription());
  await run.redis.del(run.keys.due);
  const loss = await run.due.findLoss();
  await run.redis.del(run.keys.due);
  await run.due.closeLoss(loss ?? "");
  expect(await run.due.findLoss()).toBeDefined();
});
