import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { Redis } from "ioredis";

import { keysUnder } from "../../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../../src/adapters/redis/private-server.ts";
import { startLeanSink } from "../frame/lean-sink.ts";
import { makeServiceFolder } from "../frame/service-folder.ts";
import { startProcess } from "../frame/start-process.ts";

export interface LoadedService extends AsyncDisposable {
  readonly url: string;
  /** Reports accepted and not yet filed. */
  depth(): Promise<number>;
  /** How long the one that is filed next has waited. */
  waitedSeconds(): Promise<number>;
  memoryMiB(): number;
  /** Those of the receipts whose report is neither filed nor waits. */
  lost(ids: readonly string[]): Promise<readonly string[]>;
}

const SUBSCRIPTION = `
id: desk
name: Desk
to: [desk@example.org]
timezone: UTC
match: [{ name: Everything, severity: minor }]
deliver: [{ immediately: { severity: minor, hold: 60s } }]
`;
const POLL_MS = 50;

/** All roles in one process, with one reader of everything. */
export async function startLoadedService(longestWaitSeconds: number): Promise<LoadedService> {
  await using opening = new AsyncDisposableStack();
  const { dir, env } = opening.use(await makeServiceFolder({ desk: SUBSCRIPTION }));
  const sink = opening.use(await startLeanSink());
  const server = opening.use(
    await startPrivateRedis({ dir: join(dir, "redis"), durability: "everysec" }),
  );
  const redis = new Redis(server.url, { protocol: 2 });
  opening.defer(() => redis.disconnect());
  const { pid, ready } = opening.use(
    await startProcess(
      ["src/main.ts", "serve"],
      {
        ...env,
        REDIS_URL: server.url,
        SMTP_URL: sink.url,
        LOG_LEVEL: "info",
        TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
        TOCSIN_LONGEST_WAIT: String(longestWaitSeconds),
      },
      "listening",
    ),
  );
  const keys = keysUnder("tocsin");
  const opened = opening.move();
  return {
    url: `http://127.0.0.1:${String(ready["port"])}`,
    depth: () => redis.zcard(keys.inbox),
    async waitedSeconds() {
      const [, since] = await redis.zrange(keys.inbox, "0", "0", "WITHSCORES");
      return since === undefined ? 0 : (Date.now() - Number(since)) / 1000;
    },
    memoryMiB() {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    },
    async lost(ids) {
      const lost: string[] = [];
      for (const id of ids) {
        const state = await redis.hget(keys.report(id), "state");
        const waits = state === null && (await redis.zscore(keys.inbox, id)) !== null;
        if (state !== "filed" && !waits) lost.push(id);
      }
      return lost;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Resolves with the seconds it took until nothing waits to be filed. */
export async function workedOff(service: LoadedService): Promise<number> {
  const begun = performance.now();
  while ((await service.depth()) > 0) await wait(POLL_MS);
  return (performance.now() - begun) / 1000;
}
