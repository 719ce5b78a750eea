import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { keysUnder } from "#src/adapters/redis/keys.ts";
import type { Durability } from "#src/adapters/redis/run-surely.ts";

import { startMailSink } from "../support/mail-sink.ts";
import { type CleanUp, spawnTocsin } from "../support/processes.ts";
import { openTestRedis } from "../support/redis-client.ts";
import { configFolder, WIRE_SECRET } from "../support/tocsin.ts";

const DESK = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Mali, regions: [ML] }]
deliver: [{ immediately: { severity: minor, hold: 0s } }]
`;

/** Two processes of every role on the Redis at `redisUrl`, and a mail server. */
export async function startInstallation(
  redisUrl: string,
  cleanUp: CleanUp,
  durability: Durability = "replica",
) {
  const config = await configFolder({ desk: DESK });
  const sink = await startMailSink();
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-data-"));
  const redis = openTestRedis(redisUrl);
  cleanUp(async () => {
    redis.disconnect();
    await sink[Symbol.asyncDispose]();
    await config.remove();
    await rm(dataDir, { recursive: true, force: true });
  });
  const prefix = `t-${crypto.randomUUID()}`;
  const env = {
    REDIS_URL: redisUrl,
    SMTP_URL: sink.url,
    TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
    TOCSIN_HTTP_PORT: "0",
    TOCSIN_CONFIG_DIR: config.dir,
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_KEY_PREFIX: prefix,
    TOCSIN_TOKEN_KEY: "cd".repeat(32),
    TOCSIN_DURABILITY: durability,
    WIRE_SECRET,
  };
  const running = Array.from({ length: 2 }, () => spawnTocsin(["serve"], env, cleanUp));
  const urls = await Promise.all(
    running.map(async (one) => {
      const { port } = await one.logged("listening");
      return `http://127.0.0.1:${String(port)}`;
    }),
  );
  return { redis, keys: keysUnder(prefix), sink, urls };
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;
