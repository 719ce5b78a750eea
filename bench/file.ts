import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";

import { systemClock } from "../src/adapters/observe/clock.ts";
import { keysUnder } from "../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import { summaryOf } from "../src/classify/classify.ts";
import { readSettings } from "../src/config/settings.ts";
import type { Report } from "../src/model/report.ts";
import type { ReadReport } from "../src/pipeline/file-report.ts";
import { fileReports } from "../src/pipeline/file-reports.ts";
import { openStores } from "../src/roles/stores.ts";
import type { Bench } from "./frame/bench.ts";
import { countingProcessorTime, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";
import { redisUsage } from "./ingest/redis-usage.ts";
import { madeUpReports } from "./pipeline/made-up-reports.ts";

/** As many as one job has. */
const BATCH = 64;
const KNOWN_BEFORE = 2;

/** The step from an accepted report to one in the log, without reading it: that is done before. */
export const bench: Bench = {
  about: "related and filed, in a real Redis, reports that were classified beforehand",
  quick: { reports: "512", rounds: "2" },
  options: {
    reports: { type: "string", default: "1024" },
    rounds: { type: "string", default: "5" },
  },
  async run(options, talk) {
    const [count, rounds] = [Number(options["reports"]), Number(options["rounds"])];
    const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using opening = new AsyncDisposableStack();
    opening.defer(() => rm(dir, { recursive: true, force: true }));
    const server = opening.use(await startPrivateRedis({ dir, durability: "everysec" }));
    const redis = new Redis(server.url, { protocol: 2 });
    opening.defer(() => redis.disconnect());
    const step = await openStep(redis);
    const processor: number[] = [];
    const wall: number[] = [];
    const ofRedis: number[] = [];
    const commands: number[] = [];
    for (let round = -KNOWN_BEFORE; round < rounds; round += 1) {
      const ids = await step.accept(count);
      const before = await redisUsage(redis);
      const started = performance.now();
      await countingProcessorTime(processor, async () => {
        for (let at = 0; at < count; at += BATCH) await step.file(ids.slice(at, at + BATCH));
      });
      wall.push(performance.now() - started);
      const after = await redisUsage(redis);
      ofRedis.push(after.processorUs - before.processorUs);
      commands.push(after.commands - before.commands);
      talk(`round ${round + KNOWN_BEFORE + 1} of ${rounds + KNOWN_BEFORE}`);
    }
    const row = (measure: string, unit: string, samples: readonly number[]) =>
      rowOf(
        { measure, unit },
        samples.slice(KNOWN_BEFORE).map((all) => all / count),
      );
    return [
      row("file one report", "ms", wall),
      row("processor time to file one report", "ms", processor),
      row("processor time of Redis to file one report", "us", ofRedis),
      row("commands to file one report, those in scripts included", "calls", commands),
    ];
  },
};

async function openStep(redis: Redis) {
  const { classify, world } = await openShippedSorting();
  const settings = readSettings({}, () => "");
  const stores = openStores(redis, keysUnder("bench"), { settings, clock: systemClock });
  const reportOf = madeUpReports(3, "");
  const told = new Map<string, ReturnType<ReadReport>>();
  let nth = 0;
  const file = fileReports({
    ...stores,
    meter: { count() {} },
    progress: { prove() {} },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    passSeam: () => {},
    isOutage: () => false,
    read: ({ id }) => {
      const known = told.get(id);
      if (known === undefined) throw new Error(`${id} was not classified`);
      return known;
    },
    stories: world.stories,
    maxAgeDays: 0,
    noteFiled: () => {},
  });
  return {
    file,
    async accept(count: number): Promise<readonly string[]> {
      const reports = Array.from({ length: count }, () => {
        nth += 1;
        const receivedAt = new Date().toISOString();
        const report: Report = { id: `r-${nth}`, source: "wire", receivedAt, ...reportOf(nth) };
        const classification = classify(report);
        told.set(report.id, { classification, ...summaryOf(report, classification) });
        return report;
      });
      for (let at = 0; at < count; at += BATCH) {
        const some = reports.slice(at, at + BATCH);
        await stores.inbox.accept(some.map((report) => ({ report, bodyHash: "aa" })));
      }
      return reports.map(({ id }) => id);
    },
  };
}
