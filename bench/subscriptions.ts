import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";

import { Redis } from "ioredis";

import { systemClock } from "../src/adapters/observe/clock.ts";
import { openLog } from "../src/adapters/observe/log.ts";
import { keysUnder } from "../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import { redisSubscriptions } from "../src/adapters/redis/redis-subscriptions.ts";
import { openWorld, readKnowledge } from "../src/roles/knowledge.ts";
import { followSubscriptions } from "../src/roles/live-subscriptions.ts";
import type { Bench } from "./frame/bench.ts";
import { rowOf } from "./frame/measure.ts";
import { aSubscription, storeSubscriptions } from "./frame/stored-subscriptions.ts";

const CHANGES = 200;
const NANOSECONDS = 1e6;
const MEBIBYTE = 1024 * 1024;

/** Stored subscriptions: read by a notifier that starts, and changed one at a time under it. */
export const bench: Bench = {
  about: "stored subscriptions: read by a notifier that starts, and changed one at a time",
  options: { subscriptions: { type: "string", default: "100000" } },
  async run(options, talk) {
    const count = Number(options["subscriptions"]);
    const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using server = await startPrivateRedis({ dir, durability: "everysec" });
    const redis = new Redis(server.url, { protocol: 2 });
    try {
      const keys = keysUnder("bench");
      const store = redisSubscriptions({ redis, keys, clock: systemClock });
      await storeSubscriptions(store, count, talk);
      const secret = `whsec_${Buffer.alloc(32).toString("base64")}`;
      const { knowledge } = await readKnowledge("config", await openWorld(), () => secret);
      if (!knowledge) throw new Error("the shipped configuration has faults");
      const live = followSubscriptions({
        knowledge: () => knowledge,
        store,
        logger: openLog("silent"),
      });
      const before = memory();
      const load = await watched(() => live.follow());
      const after = memory();
      talk(`${live.size} subscriptions in force`);
      const changes: number[] = [];
      const change = await watched(async () => {
        for (let at = 0; at < CHANGES; at += 1) {
          await store.put(aSubscription(at, `changed ${at}`), { is: "anything" });
          const start = performance.now();
          await live.follow();
          changes.push((performance.now() - start) * 1000);
        }
      });
      const bytes = (after - before) / live.size;
      return [
        rowOf({ measure: `load ${count}`, unit: "ms" }, [load.ms]),
        rowOf({ measure: "longest pause while loading", unit: "ms" }, [load.pause]),
        rowOf({ measure: "longest turn while loading, processor time", unit: "ms" }, [load.turn]),
        rowOf({ measure: "memory for each", unit: "bytes" }, [bytes]),
        rowOf({ measure: "memory of the process", unit: "MiB" }, [
          process.memoryUsage().rss / MEBIBYTE,
        ]),
        rowOf({ measure: "follow one change", unit: "us" }, changes),
        rowOf({ measure: "longest pause while changing", unit: "ms" }, [change.pause]),
        rowOf({ measure: "longest turn while changing, processor time", unit: "ms" }, [
          change.turn,
        ]),
      ];
    } finally {
      redis.disconnect();
      await rm(dir, { recursive: true, force: true });
    }
  },
};

/**
 * How long it took, the longest time the event loop was held up meanwhile, and the most processor time between two of its
 * turns: what others on the machine do is no part of that.
 */
async function watched(run: () => Promise<void>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const longest = watchTurns();
  const start = performance.now();
  await run();
  const ms = performance.now() - start;
  delay.disable();
  return { ms, pause: delay.max / NANOSECONDS, turn: longest() };
}

/** Milliseconds of this thread's processor time, garbage that it collects itself among them; ends when it is asked. */
function watchTurns(): () => number {
  let longest = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.threadCpuUsage();
    next = setImmediate(look);
  };
  let next = setImmediate(look);
  return () => {
    clearImmediate(next);
    return longest;
  };
}

/** Bytes of the heap that are still in use; run with `--expose-gc` for a steadier figure. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
