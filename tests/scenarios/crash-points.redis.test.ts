import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, inject, onTestFinished, test, vi } from "vitest";

import type { RedisClient } from "#src/adapters/redis/connection.ts";
import type { Keys } from "#src/adapters/redis/keys.ts";
import { startPrivateRedis } from "#src/adapters/redis/private-server.ts";
import { type Seam, SEAMS } from "#src/pipeline/ports.ts";

import { openInstallation } from "../support/open-installation.ts";
import { type CleanUp, type Running, spawnTocsin } from "../support/processes.ts";
import { openTestRedis } from "../support/redis-client.ts";
import { post } from "../support/tocsin.ts";

const URGENT = `
id: urgent
name: Urgent
to: [desk@example.org]
timezone: Europe/London
match: [{ name: Attacks in Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

const report = {
  title: "Car bomb kills 14 at market in Gao, Mali",
  text: "A car bomb exploded at a crowded market in Gao in northern Mali on Friday, killing at least 14 civilians and wounding 30, the governor said.",
};

const PATIENCE = { timeout: 90_000, interval: 50 };

async function installation(
  redisUrl: string,
  cleanUp: CleanUp,
  extra: Readonly<Record<string, string>> = {},
) {
  const { sink, keys, env } = await openInstallation(redisUrl, { urgent: URGENT }, cleanUp);
  return {
    sink,
    keys,
    start: (over = {}) => spawnTocsin(["serve"], { ...env, ...extra, ...over }, cleanUp),
  };
}

async function urlOf(running: Running): Promise<string> {
  const { port } = await running.logged("listening");
  return `http://127.0.0.1:${String(port)}`;
}

const now = () => Temporal.Now.instant();

/** As a sender does: the same id until it is answered. */
async function deliver(url: string, webhookId: string): Promise<number> {
  return vi.waitFor(async () => {
    const answer = await post(url, report, { at: now(), webhookId });
    if (answer.status >= 500) throw new Error(`answered ${answer.status}`);
    return answer.status;
  }, PATIENCE);
}

async function filedOnce(redis: RedisClient, keys: Keys): Promise<void> {
  await vi.waitFor(async () => {
    expect(await redis.zcard(keys.inbox)).toBe(0);
    expect(await redis.xlen(keys.log)).toBe(1);
  }, PATIENCE);
}

/** Nothing left to send: what has been mailed is all that will be. */
async function sentAll(redis: RedisClient, keys: Keys): Promise<void> {
  await vi.waitFor(async () => {
    expect(await redis.zcount(keys.outbox, "-inf", "(+inf")).toBe(0);
    expect(await redis.zcount(keys.due, "-inf", "(+inf")).toBe(0);
  }, PATIENCE);
}

/** The one gap that SMTP leaves has tests of its own; the others here are left to `npm run chaos -- --crash-points`. */
const ELSEWHERE = new Set<Seam>([
  "after-dot",
  "after-enroll",
  "after-advance",
  "after-close",
  "after-ledger",
]);
const SEAMS_OF_ONE_COPY = SEAMS.filter((seam) => !ELSEWHERE.has(seam));

describe.concurrent("a process killed at any seam", { timeout: 180_000 }, () => {
  test.for(SEAMS_OF_ONE_COPY)(
    "%s: the report is filed once and its item mailed once",
    async (seam, { onTestFinished: cleanUp }) => {
      const redis = openTestRedis(inject("redisUrl"));
      cleanUp(() => redis.disconnect());
      const { sink, keys, start } = await installation(inject("redisUrl"), cleanUp);
      const doomed = start({ TOCSIN_CRASH_AT: `${seam}#1` });
      await post(await urlOf(doomed), report, { at: now(), webhookId: "story" }).catch(() => {});
      expect(await doomed.ended).toMatchObject({ signal: "SIGKILL" });

      const successor = start();
      expect([200, 202]).toContain(await deliver(await urlOf(successor), "story"));
      await filedOnce(redis, keys);
      await vi.waitFor(() => expect(sink.taken).toHaveLength(1), PATIENCE);
      await sentAll(redis, keys);
      expect(sink.taken.map(({ parsed }) => parsed.subject)).toHaveLength(1);
    },
  );

  test("between the final dot and its record: in doubt, sent again as the very same message", async ({
    onTestFinished: cleanUp,
  }) => {
    const redis = openTestRedis(inject("redisUrl"));
    cleanUp(() => redis.disconnect());
    const { sink, keys, start } = await installation(inject("redisUrl"), cleanUp);
    const doomed = start({ TOCSIN_CRASH_AT: "after-dot#1" });
    await deliver(await urlOf(doomed), "story");
    expect(await doomed.ended).toMatchObject({ signal: "SIGKILL" });
    start();
    await vi.waitFor(() => expect(sink.taken).toHaveLength(2), PATIENCE);
    await sentAll(redis, keys);
    const [first, second] = sink.taken;
    expect(second?.raw).toBe(first?.raw);
  });

  test("between the final dot and its record, where the policy is to hold: one copy, and a dead letter", async ({
    onTestFinished: cleanUp,
  }) => {
    const redis = openTestRedis(inject("redisUrl"));
    cleanUp(() => redis.disconnect());
    const { sink, keys, start } = await installation(inject("redisUrl"), cleanUp, {
      TOCSIN_IN_DOUBT: "hold",
    });
    const doomed = start({ TOCSIN_CRASH_AT: "after-dot#1" });
    await deliver(await urlOf(doomed), "story");
    expect(await doomed.ended).toMatchObject({ signal: "SIGKILL" });
    start();
    await vi.waitFor(async () => expect(await redis.zcard(keys.dead)).toBe(1), PATIENCE);
    expect(sink.taken).toHaveLength(1);
  });
});

test.runIf(inject("canStartRedis"))(
  "Redis killed and started again with its append-only file loses nothing that was accepted",
  { timeout: 90_000 },
  async () => {
    const dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
    const first = await startPrivateRedis({ dir, durability: "everysec" });
    const { sink, keys, start } = await installation(first.url, onTestFinished);
    const tocsin = start();
    const url = await urlOf(tocsin);
    await deliver(url, "before");
    await first.killHard();

    const down = await post(
      url,
      { ...report, title: "Another" },
      { at: now(), webhookId: "while-down" },
    );
    expect(down.status).toBe(503);
    expect(Number(down.headers.get("retry-after"))).toBeGreaterThan(0);

    const second = await startPrivateRedis({ dir, durability: "everysec", port: first.port });
    const redis = openTestRedis(second.url);
    onTestFinished(async () => {
      redis.disconnect();
      await second[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    });
    await filedOnce(redis, keys);
    await vi.waitFor(() => expect(sink.taken).toHaveLength(1), PATIENCE);
    await sentAll(redis, keys);
    expect(sink.taken).toHaveLength(1);
  },
);

test.runIf(inject("canStartRedis"))(
  "a frozen Redis is answered for within two seconds, also to many at once",
  { timeout: 60_000 },
  async () => {
    const dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
    const frozen = await startPrivateRedis({ dir, durability: "everysec" });
    onTestFinished(async () => {
      process.kill(frozen.pid, "SIGCONT");
      await frozen[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    });
    const { start, sink } = await installation(frozen.url, onTestFinished);
    const url = await urlOf(start());
    process.kill(frozen.pid, "SIGSTOP");
    const asked = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        post(url, report, { at: now(), webhookId: `frozen-${i}` }),
      ),
    );
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(sink.taken).toEqual([]);
  },
);
