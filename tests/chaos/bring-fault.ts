import { setTimeout as wait } from "node:timers/promises";

import type { Redis } from "ioredis";

import type { Installation } from "./installation.ts";
import type { Fault } from "./schedule.ts";

/** Brings a fault about and takes it back; resolves when it is over. */
export async function bringFault(fault: Fault, installation: Installation): Promise<void> {
  const { redis, redisProxy, mail, mailProxy, clock, config, workers } = installation;
  switch (fault.does) {
    case "kill-worker":
      return workers[fault.worker]?.kill();
    case "terminate-worker":
      return workers[fault.worker]?.terminate();
    case "freeze-worker":
      workers[fault.worker]?.freeze();
      await wait(fault.ms);
      return workers[fault.worker]?.thaw();
    case "kill-redis":
      return killRedis(installation, fault.ms);
    case "freeze-redis":
      redis.freeze();
      await wait(fault.ms);
      return redis.thaw();
    case "fill-memory":
      return fillMemory(redis.direct, fault.ms);
    case "fill-disk":
      return fillDisk(installation, fault.ms);
    case "flush-scripts":
      return swallow(redis.direct.script("FLUSH"));
    case "cut-clients":
      return swallow(redis.direct.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
    case "wipe-queues":
      return swallow(redis.direct.eval(WIPE, 0, "chaos:{q:*"));
    case "wipe-indexes":
      return swallow(redis.direct.del(installation.keys.due, installation.keys.outbox));
    case "move-clock":
      return clock.move({ hours: fault.hours });
    case "redis-weather":
    case "mail-weather": {
      const proxy = fault.does === "redis-weather" ? redisProxy : mailProxy;
      proxy.bring(fault.weather);
      await wait(fault.ms);
      return proxy.clear();
    }
    case "mail-fault":
      return mail.fail(fault.fault);
    case "spoil-config":
      for (const worker of workers) worker.mayRefuse = true;
      config.spoil();
      await wait(fault.ms);
      return config.mend();
    case "touch-config":
      return config.touch();
  }
}

async function killRedis({ redis }: Installation, ms: number): Promise<void> {
  await redis.killHard();
  await wait(ms);
  await redis.startAgain();
}

/** Full to the last byte: every write is refused until there is room again. */
async function fillMemory(direct: Redis, ms: number): Promise<void> {
  await swallow(direct.config("SET", "maxmemory", "1mb"));
  await wait(ms);
  await swallow(direct.config("SET", "maxmemory", "0"));
}

/**
 * With `appendfsync everysec` Redis refuses writes until it can write its file again; with `always` it
 * ends, and is started again where there is room.
 */
async function fillDisk({ redis }: Installation, ms: number): Promise<void> {
  const { lost } = redis;
  const ended = lost.then(() => true);
  redis.fillDisk();
  await wait(ms);
  redis.emptyDisk();
  if (await Promise.race([ended, hasWritten(redis.direct)])) await redis.startAgain();
}

/**
 * What `everysec` said yes to when the disk became full stands in memory alone until Redis has written again: who kills
 * it before breaks no promise.
 */
async function hasWritten(direct: Redis): Promise<false> {
  const limit = AbortSignal.timeout(10_000);
  while (!limit.aborted) {
    const said = await direct.info("persistence").catch(() => "");
    if (said.includes("aof_last_write_status:ok")) return false;
    await wait(50);
  }
  return false;
}

/** At one stroke: a job that came between two would be left without its place in a queue. */
const WIPE = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end";

/** Two faults may be under way at once: a trick that fails because Redis is down is no failure of the run. */
async function swallow(trick: Promise<unknown>): Promise<void> {
  const limit = wait(5_000, undefined, { ref: false });
  await Promise.race([trick.catch(() => {}), limit]);
}
