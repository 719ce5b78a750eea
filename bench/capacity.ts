import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { Redis } from "ioredis";
import { Pool } from "undici";

import { systemClock } from "../src/adapters/observe/clock.ts";
import { keysUnder } from "../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import { redisSubscriptions } from "../src/adapters/redis/redis-subscriptions.ts";
import { usageBySlot } from "./capacity/slot-usage.ts";
import type { Bench, BenchRow } from "./frame/bench.ts";
import { startLeanSink } from "./frame/lean-sink.ts";
import { rowOf } from "./frame/measure.ts";
import { makeServiceFolder } from "./frame/service-folder.ts";
import { signHeaders } from "./frame/signed-report.ts";
import { startProcess } from "./frame/start-process.ts";
import { redisUsage } from "./ingest/redis-usage.ts";

const DAY_MS = 24 * 3600 * 1000;
const POLL_MS = 50;
/** Longer than a notifier has a delivery in hand. */
const LEASE_MS = 60_000;
const POSTING_AT_ONCE = 32;
/** Of wire copy. */
const TEXT_LENGTH = 3_700;

/** What a report, a subscription and a digest cost one Redis: bytes that stay, commands, and processor time. */
export const bench: Bench = {
  about: "what a report, a subscription and a digest cost Redis: bytes, commands, processor time",
  quick: { reports: "200", subscriptions: "200" },
  options: {
    reports: { type: "string", default: "2000" },
    subscriptions: { type: "string", default: "2000" },
  },
  async run(options, talk) {
    const [reports, subscriptions] = ["reports", "subscriptions"].map((name) =>
      Number(options[name]),
    ) as [number, number];
    await using opened = await openAll();
    const { redis, keys, start, mails, moveClock } = opened;
    const rows: BenchRow[] = [];
    const phase = async (name: string, count: number, run: () => Promise<void>) => {
      const [before, slots] = [await redisUsage(redis), await usageBySlot(redis)];
      await run();
      const [after, slotsNow] = [await redisUsage(redis), await usageBySlot(redis)];
      rows.push(
        rowOf({ measure: `${name}: commands, those in scripts included`, unit: "calls" }, [
          // Looking at every key is ours.
          (after.commands - before.commands - sumOf(slots, "keys")) / count,
        ]),
      );
      for (const [slot, { bytes }] of slotsNow) {
        const grown = (bytes - (slots.get(slot)?.bytes ?? 0)) / count;
        if (Math.abs(grown) >= 1)
          rows.push(rowOf({ measure: `${name}: kept in {${slot}}`, unit: "bytes" }, [grown]));
      }
      talk(`${name}: done`);
    };
    const timed = async (name: string, count: number, run: () => Promise<void>) => {
      let us = 0;
      await phase(name, count, async () => {
        const before = await redisUsage(redis);
        await run();
        us = (await redisUsage(redis)).processorUs - before.processorUs;
      });
      rows.push(rowOf({ measure: `${name}: processor time of Redis`, unit: "us" }, [us / count]));
    };

    const store = redisSubscriptions({ redis, keys, clock: systemClock });
    await timed("a subscription stored", subscriptions, async () => {
      for (let at = 0; at < subscriptions; at += 1)
        await store.put(subscriptionOf(at), { is: "anything" });
    });
    await timed("a delivery enrolled", subscriptions, async () => {
      await using _notifier = await start("notifier");
      await until(async () => (await held(redis, keys.due)) >= subscriptions);
    });
    await timed("a report accepted", reports, async () => {
      await using api = await start("api");
      await postAll(`http://127.0.0.1:${String(api.ready["port"])}`, reports);
    });
    await timed("a report filed", reports, async () => {
      await using _ingest = await start("ingest");
      await until(async () => (await held(redis, keys.inbox)) === 0);
    });
    await moveClock(DAY_MS);
    const before = mails();
    await timed("a digest sealed and sent", subscriptions, async () => {
      await using _notifier = await start("notifier");
      await until(async () => {
        const [, next] = await redis.zrange(keys.due, "0", "0", "WITHSCORES");
        const isSealed = Number(next) > Date.now() + DAY_MS + LEASE_MS;
        return isSealed && (await held(redis, keys.outbox)) === 0;
      });
    });
    talk(`${mails() - before} mails`);
    const items = await redis.zcard(keys.sentAt(await someDelivery(redis, keys.due)));
    rows.push(rowOf({ measure: "items of such a digest", unit: "items" }, [items]));
    const incidents = await redis.zcard(keys.allIncidents);
    rows.push(rowOf({ measure: "reports of an incident", unit: "reports" }, [reports / incidents]));
    return rows;
  },
};

async function openAll() {
  await using opening = new AsyncDisposableStack();
  const { dir, env } = opening.use(await makeServiceFolder());
  const sink = opening.use(await startLeanSink());
  const server = opening.use(
    await startPrivateRedis({ dir: join(dir, "redis"), durability: "everysec" }),
  );
  const redis = new Redis(server.url, { protocol: 2 });
  opening.defer(() => redis.disconnect());
  const clockFile = join(dir, "clock");
  await writeFile(clockFile, "0");
  const opened = opening.move();
  return {
    redis,
    keys: keysUnder("tocsin"),
    mails: () => sink.taken(),
    moveClock: (ms: number) => writeFile(clockFile, String(ms)),
    start: (role: string) =>
      startProcess(
        ["src/main.ts", "serve", "--roles", role],
        {
          ...env,
          REDIS_URL: server.url,
          SMTP_URL: sink.url,
          TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
          TOCSIN_CLOCK_FILE: clockFile,
          TOCSIN_LONGEST_WAIT: "86400",
          // Nothing waits for a second source: every reader is to get a digest.
          TOCSIN_HOLD_PERCENT: "100",
        },
        role === "api" ? "listening" : "tocsin is running",
      ),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

const TOWNS = [
  ["Gao", "ML"],
  ["Timbuktu", "ML"],
  ["Mopti", "ML"],
  ["Kabul", "AF"],
  ["Kandahar", "AF"],
  ["Herat", "AF"],
  ["Kharkiv", "UA"],
  ["Odesa", "UA"],
  ["Lviv", "UA"],
  ["Aleppo", "SY"],
  ["Homs", "SY"],
  ["Raqqa", "SY"],
  ["Maiduguri", "NG"],
  ["Kano", "NG"],
  ["Kaduna", "NG"],
] as const;
const EVENTS = [
  "Gunmen kidnap an engineer",
  "Car bomb kills four at a market",
  "Police fire tear gas at protesters",
  "Air strike hits a fuel depot",
  "Robbers shoot two guards of a bank",
  "Rockets fall on an airport",
  "Soldiers take a bridge",
] as const;
/** Of the words of a report, by Zipf's law: common ones in all, most in few. */
const VOCABULARY = 50_000;

/** Of one country each, at one hour of the day. */
function subscriptionOf(at: number) {
  const [, region] = TOWNS[at % TOWNS.length] ?? TOWNS[0];
  const id = `bench-${at}`;
  const document = {
    id,
    name: `Subscription ${at}`,
    to: [`reader-${at}@example.org`],
    timezone: "UTC",
    match: [{ name: "Watched", regions: [region], severity: "minor" }],
    deliver: [{ at: "07:00" }],
  };
  return { id, document, confirmed: [] };
}

async function postAll(url: string, count: number): Promise<void> {
  const pool = new Pool(url, { connections: POSTING_AT_ONCE });
  let next = 0;
  const post = async () => {
    while (next < count) {
      const body = reportOf((next += 1));
      const headers = signHeaders(body);
      const answer = await pool.request({ method: "POST", path: "/v1/reports", headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`a post was answered ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: POSTING_AT_ONCE }, post));
  await pool.close();
}

/** As long as wire copy, with as many different words. */
function reportOf(number: number): Buffer {
  const [town] = TOWNS[number % TOWNS.length] ?? TOWNS[0];
  const title = `${EVENTS[number % EVENTS.length] ?? ""} in ${town}`;
  const words = Array.from({ length: 600 }, (_, i) => {
    const share = ((number * 7919 + i * 104_729) % 99_991) / 99_991;
    return `word${Math.floor(VOCABULARY ** share)}`;
  });
  const text = `${title} on Friday, the governor said. ${words.join(" ")}`;
  const externalId = `event-${number}`;
  return Buffer.from(
    JSON.stringify({ externalId, title, text: text.slice(0, TEXT_LENGTH), language: "en" }),
  );
}

async function someDelivery(redis: Redis, due: string): Promise<string> {
  const [delivery = ""] = await redis.zrange(due, "0", "0");
  return delivery;
}

/** Without the member that says that the set was not lost. */
function held(redis: Redis, key: string): Promise<number> {
  return redis.zcount(key, "-inf", "(+inf");
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(POLL_MS);
}

function sumOf(slots: ReadonlyMap<string, { readonly keys: number }>, field: "keys"): number {
  return [...slots.values()].reduce((sum, slot) => sum + slot[field], 0);
}
