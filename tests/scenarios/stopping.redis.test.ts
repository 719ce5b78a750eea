import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, inject, onTestFinished, test } from "vitest";

import { startMailSink } from "../support/mail-sink.ts";
import { spawnTocsin } from "../support/processes.ts";
import { configFolder, WIRE_SECRET } from "../support/tocsin.ts";

async function environment(redisUrl: string | undefined) {
  const config = await configFolder({
    any: "id: any\nname: Any\nto: [a@example.org]\ntimezone: UTC\nmatch: [{ regions: [ML] }]\ndeliver: [{ every: hour }]\n",
  });
  const sink = await startMailSink();
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-data-"));
  onTestFinished(async () => {
    await sink[Symbol.asyncDispose]();
    await config.remove();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    SMTP_URL: sink.url,
    TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
    TOCSIN_HTTP_PORT: "0",
    TOCSIN_CONFIG_DIR: config.dir,
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_KEY_PREFIX: `t-${crypto.randomUUID()}`,
    WIRE_SECRET,
  };
}

const LIMIT_MS = 25_000;

async function stopsInTime(running: ReturnType<typeof spawnTocsin>): Promise<void> {
  const asked = performance.now();
  running.process.kill("SIGTERM");
  expect(await running.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(LIMIT_MS);
}

test("SIGTERM drains a running service and ends it with 0", { timeout: 60_000 }, async () => {
  const tocsin = spawnTocsin(["serve"], await environment(inject("redisUrl")), onTestFinished);
  await tocsin.logged("tocsin is running");
  await stopsInTime(tocsin);
});

test("a process without the api role still says how it is", { timeout: 60_000 }, async () => {
  const env = await environment(inject("redisUrl"));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const tocsin = spawnTocsin(
    ["serve", "--roles", "ingest,notifier"],
    { ...env, TOCSIN_HTTP_PORT: String(port) },
    onTestFinished,
  );
  await tocsin.logged("tocsin is running");
  const url = `http://127.0.0.1:${port}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("tocsin_digests_sealed_total");
  expect((await fetch(`${url}/v1/reports`, { method: "POST" })).status).toBe(404);
  await stopsInTime(tocsin);
});

test("SIGTERM during start-up ends it too", { timeout: 60_000 }, async () => {
  const tocsin = spawnTocsin(["serve"], await environment(inject("redisUrl")), onTestFinished);
  await tocsin.logged("listening");
  await stopsInTime(tocsin);
});

test("SIGTERM with Redis down ends it too", { timeout: 60_000 }, async () => {
  const tocsin = spawnTocsin(["serve"], await environment("redis://127.0.0.1:1"), onTestFinished);
  await tocsin.logged("tocsin is running");
  await stopsInTime(tocsin);
});

test.runIf(inject("canStartRedis"))(
  "without REDIS_URL it starts a private Redis, and takes it down with it",
  { timeout: 60_000 },
  async () => {
    const tocsin = spawnTocsin(["serve"], await environment(undefined), onTestFinished);
    await tocsin.logged("tocsin is running");
    await stopsInTime(tocsin);
  },
);
