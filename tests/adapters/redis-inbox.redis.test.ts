import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, inject, onTestFinished, test } from "vitest";

import { startPrivateRedis } from "#src/adapters/redis/private-server.ts";
import type { Acceptable } from "#src/pipeline/inbox-ports.ts";

import { openStores } from "../support/stores.ts";

function acceptable(
  over: Partial<Acceptable> & { id?: string; externalId?: string } = {},
): Acceptable {
  const { id = "r-1", externalId, ...rest } = over;
  return {
    report: { id, source: "wire", externalId, text: "A bomb.", receivedAt: "2026-11-21T07:00:00Z" },
    bodyHash: "aa",
    ...rest,
  };
}

const later = { hours: 1 };

test("reports that are kept are read again, those that are not are left out", async () => {
  const { inbox } = openStores();
  await inbox.accept([acceptable(), acceptable({ id: "r-2" })]);
  await inbox.start("r-1");
  await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
  const kept = await inbox.read(["r-2", "r-0", "r-1"]);
  expect(kept.map(({ id }) => id)).toEqual(["r-2", "r-1"]);
});

test("those that wait stand in line, until they are filed", async () => {
  const { inbox } = openStores();
  expect(await inbox.line(undefined)).toEqual({ length: 0, last: undefined, ahead: undefined });
  await inbox.accept(["r-1", "r-2", "r-3"].map((id) => acceptable({ id })));
  expect(await inbox.line("r-2")).toEqual({ length: 3, last: "r-3", ahead: 1 });
  await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
  expect(await inbox.line("r-2")).toEqual({ length: 2, last: "r-3", ahead: 0 });
  expect(await inbox.line("r-1")).toEqual({ length: 2, last: "r-3", ahead: undefined });
});

describe("accepting", () => {
  test("writes a report once; the same again is a duplicate with the first receipt", async () => {
    const { inbox } = openStores();
    expect(await inbox.accept([acceptable()])).toEqual([{ outcome: "accepted", id: "r-1" }]);
    expect(await inbox.accept([acceptable()])).toEqual([{ outcome: "duplicate", id: "r-1" }]);
    expect(await inbox.depth()).toBe(1);
  });

  test("tells doubles within one batch apart", async () => {
    const { inbox } = openStores();
    const answers = await inbox.accept([acceptable(), acceptable(), acceptable({ id: "r-2" })]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate", "accepted"]);
  });

  test("lets just one of many concurrent doubles in", async () => {
    const { inbox } = openStores();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => inbox.accept([acceptable()])),
    );
    const accepted = answers.flat().filter(({ outcome }) => outcome === "accepted");
    expect(accepted).toHaveLength(1);
  });

  test("answers another body under a known webhook-id as a conflict", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    expect(await inbox.accept([acceptable({ bodyHash: "bb" })])).toEqual([
      { outcome: "conflict", id: "r-1" },
    ]);
  });

  test("knows a report by its external id under another webhook-id", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable({ externalId: "story-7" })]);
    const again = acceptable({ id: "r-2", externalId: "story-7" });
    expect(await inbox.accept([again])).toEqual([{ outcome: "duplicate", id: "r-1" }]);
    expect(await inbox.accept([{ ...again, bodyHash: "bb" }])).toMatchObject([
      { outcome: "conflict" },
    ]);
  });

  test("keeps external ids of two sources apart", async () => {
    const { inbox } = openStores();
    const mine = acceptable({ externalId: "7" });
    const theirs = {
      ...mine,
      report: { ...mine.report, id: "r-2", source: "field" },
    };
    const answers = await inbox.accept([mine, theirs]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
  });

  test("holds a source to its rate, and says when to come back", async () => {
    const { inbox } = openStores();
    const rate = { count: 2, perSeconds: 60 };
    const posts = ["r-1", "r-2", "r-3"].map((id) => acceptable({ id, rate }));
    const answers = await inbox.accept(posts);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "rate-limited"]);
    const { retryAfterSeconds = 0 } = answers[2]?.outcome === "rate-limited" ? answers[2] : {};
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  test("does not count a duplicate against the rate", async () => {
    const { inbox } = openStores();
    const rate = { count: 2, perSeconds: 60 };
    await inbox.accept([acceptable({ rate }), acceptable({ rate }), acceptable({ rate })]);
    expect(await inbox.accept([acceptable({ id: "r-2", rate })])).toMatchObject([
      { outcome: "accepted" },
    ]);
  });

  test("takes the new ones of a batch in which one was posted before", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    const answers = await inbox.accept([acceptable({ id: "r-2" }), acceptable()]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate"]);
  });

  test("counts each report of a batch once against the rate, also of one it looks at singly", async () => {
    const { inbox, redis, keys, clock } = openStores();
    const rate = { count: 5, perSeconds: 3_600 };
    const batches = [["r-1", "r-2"], ["r-2", "r-3"], ["r-4"], ["r-5", "r-6"]];
    const answers = [];
    for (const ids of batches)
      answers.push(...(await inbox.accept(ids.map((id) => acceptable({ id, rate })))));
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      "accepted",
      "accepted",
      "duplicate",
      "accepted",
      "accepted",
      "accepted",
      "rate-limited",
    ]);
    const slot = Math.floor(clock.now().epochMilliseconds / 3_600_000);
    expect(await redis.get(keys.rate("wire", slot))).toBe("5");
    expect(await redis.ttl(keys.rate("wire", slot))).toBeGreaterThan(0);
  });

  test("lists a body that stands in no list when it is posted again", async () => {
    const { inbox, redis, keys } = openStores();
    await inbox.accept([acceptable()]);
    await redis.del(keys.inbox);
    expect(await inbox.accept([acceptable()])).toMatchObject([{ outcome: "duplicate" }]);
    expect(await inbox.depth()).toBe(1);
  });

  test("does not list what was filed when it is posted again", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    await inbox.start("r-1");
    await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
    expect(await inbox.accept([acceptable()])).toMatchObject([{ outcome: "duplicate" }]);
    expect(await inbox.depth()).toBe(0);
  });

  test("turns reports away while too many wait", async () => {
    const { inbox } = openStores({ inboxLimit: 1 });
    const answers = await inbox.accept([acceptable(), acceptable({ id: "r-2" })]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "inbox-full"]);
  });

  test("writes nothing for a report it turned away", async () => {
    const { inbox, redis, keys } = openStores({ inboxLimit: 1 });
    await inbox.accept([acceptable(), acceptable({ id: "r-2", externalId: "story-7" })]);
    expect(await inbox.start("r-2")).toBeUndefined();
    expect(await inbox.findWaiting("wire", "story-7")).toBeUndefined();
    expect(await redis.exists(keys.body("r-2"), keys.byExternalId("wire", "story-7"))).toBe(0);
  });
});

describe("an accepted report", () => {
  test("waits until it is settled", async () => {
    const { inbox, clock } = openStores();
    await inbox.accept([acceptable()]);
    expect(await inbox.waiting(clock.now().add(later), 10)).toEqual(["r-1"]);
    await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
    expect(await inbox.waiting(clock.now().add(later), 10)).toEqual([]);
  });

  test("is handed out with the count of attempts, and not at all once settled", async () => {
    const { inbox } = openStores();
    const sent = acceptable();
    await inbox.accept([sent]);
    expect(await inbox.start("r-1")).toEqual({ report: sent.report, attempt: 1 });
    expect(await inbox.start("r-1")).toMatchObject({ attempt: 2 });
    await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
    expect(await inbox.start("r-1")).toBeUndefined();
  });

  test("is still a duplicate after it was settled", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
    expect(await inbox.accept([acceptable()])).toMatchObject([{ outcome: "duplicate" }]);
  });

  test("that was buried is seen with its reason, and comes back when revived", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    await inbox.bury("r-1", "unclassifiable", "boom");
    expect(await inbox.depth()).toBe(0);
    expect(await inbox.buried()).toMatchObject([
      { id: "r-1", source: "wire", reason: "unclassifiable", detail: "boom" },
    ]);
    expect(await inbox.revive("r-1")).toBe(true);
    expect(await inbox.start("r-1")).toMatchObject({ attempt: 1 });
    expect(await inbox.buried()).toEqual([]);
  });

  test("that was dropped is gone for good", async () => {
    const { inbox } = openStores();
    await inbox.accept([acceptable()]);
    await inbox.bury("r-1", "unclassifiable", "");
    expect(await inbox.drop("r-1")).toBe(true);
    expect(await inbox.revive("r-1")).toBe(false);
    expect(await inbox.start("r-1")).toBeUndefined();
  });
});

describe("durability", () => {
  test.runIf(inject("canStartRedis"))(
    "fsync is given by a Redis that syncs every write",
    async () => {
      const dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
      const server = await startPrivateRedis({ dir, durability: "fsync" });
      onTestFinished(async () => {
        await server[Symbol.asyncDispose]();
        await rm(dir, { recursive: true, force: true });
      });
      const { inbox } = openStores({ durability: "fsync", redisUrl: server.url });
      expect(await inbox.accept([acceptable()])).toMatchObject([{ outcome: "accepted" }]);
    },
  );

  test("fsync is refused by one that does not, and cannot be made to", async () => {
    const { inbox, redis } = openStores({ durability: "fsync" });
    const version = /redis_version:(\d+)\.(\d+)/.exec(await redis.info("server"));
    const canWait = Number(version?.[1]) * 100 + Number(version?.[2]) >= 702;
    const accepting = inbox.accept([acceptable()]).then(
      () => "accepted",
      () => "refused",
    );
    expect(await accepting).toBe(canWait ? "accepted" : "refused");
  });

  const isOneServer = inject("redisUrl").startsWith("redis://");

  test.runIf(isOneServer)(
    "is not believed of a connection that broke between the write and the wait",
    async () => {
      const { inbox, redis } = openStores({ durability: "replica" });
      const waitOnAnother = async () => {
        redis.emit("close");
        return 1;
      };
      Object.assign(redis, { wait: waitOnAnother });
      await expect(inbox.accept([acceptable()])).rejects.toThrow("the connection was lost");
    },
  );

  test.runIf(isOneServer)("replica is refused where there is none", async () => {
    const { inbox } = openStores({ durability: "replica" });
    await expect(inbox.accept([acceptable()])).rejects.toThrow("no replica");
  });
});

test("an accepted report has no end while it waits, though its key against a double under another webhook-id does", async () => {
  const { inbox, redis, keys } = openStores();
  await inbox.accept([acceptable({ externalId: "story-7" })]);
  expect(await redis.ttl(keys.body("r-1"))).toBe(-1);
  expect(await redis.ttl(keys.byExternalId("wire", "story-7"))).toBeGreaterThan(0);
  await inbox.settle([{ reportId: "r-1", incidentId: "i-1" }]);
  expect(await redis.ttl(keys.report("r-1"))).toBeGreaterThan(0);
});

test("scripts are found again after Redis has forgotten them", async () => {
  const { inbox, redis } = openStores();
  await inbox.accept([acceptable()]);
  await redis.script("FLUSH");
  expect(await inbox.accept([acceptable({ id: "r-2" })])).toMatchObject([{ outcome: "accepted" }]);
});
