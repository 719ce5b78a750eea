import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { Redis } from "ioredis";
import { Pool } from "undici";

import { keysUnder } from "../../src/adapters/redis/keys.ts";
import { postReport } from "../frame/post-reports.ts";
import { processorMs } from "../frame/processor-time.ts";
import { makeServiceFolder } from "../frame/service-folder.ts";
import { startProcess, type StartedProcess } from "../frame/start-process.ts";
import { redisUsage } from "../ingest/redis-usage.ts";
import { madeUpReports, PLACES } from "./made-up-reports.ts";
import { startRoles } from "./start-roles.ts";

const API_TOKEN = "a-token-for-the-bench";
const CONNECTIONS = 16;
const POLL_MS = 20;
const A_POST = 1_000;

export interface Filing {
  /** Reports a second. */
  readonly rate: number;
  /** A report, of the pipeline's processes without Redis. */
  readonly processorMs: number;
  /** A report, of Redis. */
  readonly redisMs: number;
}

/** A pipeline of a process that receives and others that sort. */
export interface Filer extends AsyncDisposable {
  /** Posts reports that were never posted, and waits until each is kept and matched. */
  file(reports: number): Promise<Filing>;
}

interface FilerParts {
  readonly receiver: StartedProcess;
  readonly sorting: readonly StartedProcess[];
  readonly redis: Redis;
  /** Whether all of so many reports posted so far are kept and matched. */
  readonly isDone: (posted: number) => Promise<boolean>;
}

/** Tocsin, with so many subscriptions of one country each, put through its API. */
export async function openTocsin(
  redisUrl: string,
  { subscriptions, sorters }: { readonly subscriptions: number; readonly sorters: number },
): Promise<Filer> {
  await using opening = new AsyncDisposableStack();
  const folder = opening.use(await makeServiceFolder());
  const redis = new Redis(redisUrl);
  opening.defer(() => redis.disconnect());
  const env = {
    ...folder.env,
    REDIS_URL: redisUrl,
    TOCSIN_API_TOKEN: API_TOKEN,
    // Nothing falls due while it is measured.
    SMTP_URL: "smtp://127.0.0.1:9",
  };
  const receiver = opening.use(await startRoles("api,notifier", env));
  const sorting: StartedProcess[] = [];
  for (let i = 0; i < sorters; i += 1) sorting.push(opening.use(await startRoles("ingest", env)));
  await putSubscriptions(urlOf(receiver), subscriptions);
  const keys = keysUnder("tocsin");
  const isDone = async () => {
    if ((await redis.zcard(keys.inbox)) > 0) return false;
    const [[last] = []] = await redis.xrevrange(keys.log, "+", "-", "COUNT", 1);
    return last !== undefined && last === (await redis.get(keys.wakeCursor));
  };
  return filerOf(opening, { receiver, sorting, redis, isDone });
}

/** One job a report, and an entry in a sorted set a match. */
export async function openNaive(redisUrl: string, subscriptions: number): Promise<Filer> {
  await using opening = new AsyncDisposableStack();
  const redis = new Redis(redisUrl);
  opening.defer(() => redis.disconnect());
  const start = async (...args: readonly string[]) =>
    opening.use(await startProcess(args, {}, "listening"));
  const receiver = await start(
    join(import.meta.dirname, "..", "ingest", "peer.ts"),
    "queue-add",
    redisUrl,
  );
  const worker = join(import.meta.dirname, "naive-worker.ts");
  const sorter = await start(worker, redisUrl, String(subscriptions));
  const isDone = async (posted: number) => Number(await redis.get("filed")) >= posted;
  return filerOf(opening, { receiver, sorting: [sorter], redis, isDone });
}

function filerOf(
  opening: AsyncDisposableStack,
  { receiver, sorting, redis, isDone }: FilerParts,
): Filer {
  const opened = opening.move();
  const report = madeUpReports(2, "");
  let posted = 0;
  return {
    async file(reports) {
      const bodies = Array.from({ length: reports }, (_, i) =>
        Buffer.from(JSON.stringify(report(posted + i))),
      );
      posted += reports;
      const spent = () =>
        [receiver, ...sorting].reduce((sum, { pid }) => sum + processorMs(pid), 0);
      const pool = new Pool(urlOf(receiver), { connections: CONNECTIONS });
      const before = { ours: spent(), redis: (await redisUsage(redis)).processorUs };
      const started = performance.now();
      const post = async (): Promise<void> => {
        for (let body = bodies.pop(); body; body = bodies.pop()) await postReport(pool, body);
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, post));
      while (!(await isDone(posted))) await wait(POLL_MS);
      const seconds = (performance.now() - started) / 1000;
      await pool.close();
      const redisUs = (await redisUsage(redis)).processorUs - before.redis;
      return {
        rate: reports / seconds,
        processorMs: (spent() - before.ours) / reports,
        redisMs: redisUs / 1000 / reports,
      };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function putSubscriptions(url: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += A_POST) {
    const lines = Array.from({ length: Math.min(A_POST, count - from) }, (_, i) => {
      const [, , country] = PLACES[(from + i) % PLACES.length] ?? PLACES[0];
      return JSON.stringify({
        id: `s-${from + i}`,
        to: [`desk-${from + i}@example.org`],
        timezone: "UTC",
        match: [{ name: country, regions: [country] }],
        deliver: [{ at: "07:00" }],
      });
    });
    const answer = await fetch(`${url}/v1/subscriptions`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${API_TOKEN}` },
      body: lines.join("\n"),
    });
    const verdicts = await answer.text();
    if (!answer.ok || verdicts.includes('"refused"')) throw new Error(verdicts.slice(0, 500));
  }
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (metrics.includes(`\ntocsin_subscriptions ${count}\n`)) return;
    await wait(100);
  }
}

function urlOf({ ready }: StartedProcess): string {
  return `http://127.0.0.1:${String(ready["port"])}`;
}
