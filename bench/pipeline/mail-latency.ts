import { setTimeout as wait } from "node:timers/promises";

import { Redis } from "ioredis";
import { Pool } from "undici";

import { keysUnder } from "../../src/adapters/redis/keys.ts";
import { startLeanSink } from "../frame/lean-sink.ts";
import { postReport } from "../frame/post-reports.ts";
import { makeServiceFolder } from "../frame/service-folder.ts";
import { madeUpReports, PLACES } from "./made-up-reports.ts";
import { startRoles } from "./start-roles.ts";

const MARK = "zqzq";
const PREFIX = "latency";
const SETTLE_LIMIT_MS = 30_000;
/** Posted before those that count, for the compiler. */
const WARM_UP = 20;

export interface Latency {
  /** Milliseconds from when a report was to be posted to when its mail was taken, ascending. */
  readonly mailedMs: readonly number[];
  /** Reports that opened an incident and had no mail; others join one, which may be no news to its reader. */
  readonly missing: number;
}

export interface Load {
  /** Reports a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Processes that sort, beside the one that receives and mails. */
  readonly sorters: number;
}

/**
 * A subscription of each place that mails at once: so many reports a second, posted whether or not those before were
 * answered.
 */
export async function mailLatency(
  redisUrl: string,
  { rate, seconds, sorters }: Load,
): Promise<Latency> {
  await using folder = await makeServiceFolder(
    Object.fromEntries(PLACES.map(([, , code]) => [code.toLowerCase(), subscriptionTo(code)])),
  );
  const takenAt = new Map<number, number>();
  await using sink = await startLeanSink({
    mark: MARK,
    onMarked: (nth, at) => void takenAt.getOrInsert(nth, at),
  });
  await using processes = new AsyncDisposableStack();
  const env = {
    ...folder.env,
    REDIS_URL: redisUrl,
    TOCSIN_KEY_PREFIX: PREFIX,
    SMTP_URL: sink.url,
    // What reaches every reader would wait for a second source.
    TOCSIN_HOLD_PERCENT: "100",
  };
  const service = processes.use(await startRoles("api,notifier", env));
  for (let i = 0; i < sorters; i += 1) processes.use(await startRoles("ingest", env));
  const url = `http://127.0.0.1:${String(service.ready["port"])}`;
  const pool = new Pool(url, { connections: 64 });
  const report = madeUpReports(1, MARK);
  const total = WARM_UP + rate * seconds;
  const postedAt: number[] = [];
  const posts: Promise<void>[] = [];
  const started = Date.now();
  for (let nth = 0; nth < total; nth += 1) {
    const due = started + (nth * 1000) / rate;
    if (due > Date.now()) await wait(due - Date.now());
    postedAt.push(due);
    posts.push(postReport(pool, Buffer.from(JSON.stringify(report(nth)))));
  }
  await Promise.all(posts);
  const limit = Date.now() + SETTLE_LIMIT_MS;
  const opened = await countOpened(redisUrl);
  while (takenAt.size < opened && Date.now() < limit) await wait(50);
  await pool.close();
  const counted = postedAt.slice(WARM_UP).map((at, i) => (takenAt.get(i + WARM_UP) ?? NaN) - at);
  return {
    mailedMs: counted.filter((ms) => !Number.isNaN(ms)).toSorted((a, b) => a - b),
    missing: Math.max(0, opened - takenAt.size),
  };
}

/** Incidents, once all that was accepted is filed. */
async function countOpened(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl);
  const keys = keysUnder(PREFIX);
  try {
    while ((await redis.zcard(keys.inbox)) > 0) await wait(100);
    return await redis.zcard(keys.allIncidents);
  } finally {
    redis.disconnect();
  }
}

function subscriptionTo(country: string): string {
  const to = `${country.toLowerCase()}@example.org`;
  return `id: ${country.toLowerCase()}\nto: [${to}]\ntimezone: UTC\nmatch: [{ name: ${country}, regions: ["${country}"] }]\ndeliver: [{ immediately: { severity: minor, hold: 0s } }]\nmail: { map: false }\n`;
}
