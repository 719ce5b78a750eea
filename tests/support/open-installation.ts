import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { keysUnder } from "#src/adapters/redis/keys.ts";

import { startMailSink } from "./mail-sink.ts";
import type { CleanUp } from "./processes.ts";
import { configFolder, WIRE_SECRET } from "./tocsin.ts";

/** What processes of one installation share: its configuration, its keys on the Redis at `redisUrl`, a mail server. */
export async function openInstallation(
  redisUrl: string,
  subscriptions: Readonly<Record<string, string>>,
  cleanUp: CleanUp,
) {
  const config = await configFolder(subscriptions);
  const sink = await startMailSink();
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-data-"));
  cleanUp(async () => {
    await sink[Symbol.asyncDispose]();
    await config.remove();
    await rm(dataDir, { recursive: true, force: true });
  });
  const prefix = `t-${crypto.randomUUID()}`;
  return {
    sink,
    keys: keysUnder(prefix),
    env: {
      REDIS_URL: redisUrl,
      SMTP_URL: sink.url,
      TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
      TOCSIN_HTTP_PORT: "0",
      TOCSIN_CONFIG_DIR: config.dir,
      TOCSIN_DATA_DIR: dataDir,
      TOCSIN_KEY_PREFIX: prefix,
      TOCSIN_TOKEN_KEY: "cd".repeat(32),
      WIRE_SECRET,
    },
  };
}
