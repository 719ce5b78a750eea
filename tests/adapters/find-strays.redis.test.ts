import { expect, test } from "vitest";

import { findStrays, listStrays } from "#src/adapters/redis/find-strays.ts";

import { aSubscription, notifier } from "../support/notifier.ts";

async function withOneOfEach() {
  const run = await notifier(aSubscription());
  await run.inbox.accept([
    {
      report: { id: "r-waiting", source: "wire", text: "x", receivedAt: "2027-01-10T06:30:00Z" },
      bodyHash: "a",
    },
    {
      report: { id: "r-buried", source: "wire", text: "y", receivedAt: "2027-01-10T06:30:00Z" },
      bodyHash: "b",
    },
  ]);
  await run.inbox.bury("r-buried", "unclassifiable", "");
  await run.file();
  run.advanceTo("2027-01-10T07:00:01Z");
  await run.seal();
  const [sealed] = await run.sealed();
  return { run, digestId: sealed?.id ?? "" };
}

test("what is listed where its state says is no stray", async () => {
  const { run } = await withOneOfEach();
  expect(await findStrays(run.redis, run.keys)).toEqual([]);
});

test("reports and digests that no list names are found, and listed again", async () => {
  const { run, digestId } = await withOneOfEach();
  const { redis, keys } = run;
  await redis.del(keys.inbox);
  await redis.del(keys.buried);
  await redis.zrem(keys.outbox, digestId);
  const strays = await findStrays(redis, keys);
  expect(strays.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
    { id: digestId, state: "sealed", index: "outbox" },
    { id: "r-buried", state: "buried", index: "buried" },
    { id: "r-waiting", state: "accepted", index: "inbox" },
  ]);
  await listStrays(redis, keys, { strays, nowMs: run.clock.now().epochMilliseconds });
  expect(await findStrays(redis, keys)).toEqual([]);
  expect(await run.inbox.depth()).toBe(1);
  expect(await run.outbox.depth()).toBe(1);
});
