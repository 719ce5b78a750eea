import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Bench, BenchRow } from "./frame/bench.ts";
import { quantileOf, rowOf } from "./frame/measure.ts";
import { postReports } from "./frame/post-reports.ts";
import { processorMs } from "./frame/processor-time.ts";
import { type Contender, type ContenderName, openContenders } from "./ingest/contenders.ts";
import { redisUsage } from "./ingest/redis-usage.ts";

interface Window {
  readonly rate: number;
  readonly serverUs: number;
  readonly redisUs: number;
  readonly commands: number;
  readonly scriptCalls: number;
}

const IDLE_POSTS = 300;
/** Times a window: a server of many functions is compiled later than one of few, and runs for weeks. */
const WARM_UP = 3;

/**
 * HTTP to durable 202: the real api process, against plain servers that verify and parse as it does and then keep
 * nothing, write to a stream, or add a job for each report. They take turns in windows of some seconds.
 */
export const bench: Bench = {
  about:
    "HTTP to durable 202, by the real api process, beside plain servers that keep nothing, write to a stream or add a job",
  quick: { rounds: "3", seconds: "1" },
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    connections: { type: "string", default: "64" },
  },
  async run(options, talk) {
    const [rounds, seconds, connections] = ["rounds", "seconds", "connections"].map((name) =>
      Number(options[name]),
    ) as [number, number, number];
    await using opened = await openContenders();
    const { contenders } = opened;
    const names = Object.keys(contenders) as ContenderName[];
    const windows = new Map(names.map((name) => [name, [] as Window[]]));
    const idleMs = new Map(names.map((name) => [name, [] as number[]]));
    for (let round = -1; round < rounds; round += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(turn + round + 1) % names.length] ?? "tocsin";
        const contender = contenders[name];
        await contender.redis.flushdb();
        const isWarmUp = round < 0;
        const posting = { seconds: isWarmUp ? WARM_UP * seconds : seconds, connections };
        const measured = await measureWindow(contender, posting);
        const idle = await postReports({ url: contender.url, connections: 1, amount: IDLE_POSTS });
        if (isWarmUp) continue;
        windows.get(name)?.push(measured);
        idleMs.get(name)?.push(quantileOf(idle.answeredMs, 0.5));
      }
      talk(`round ${round + 2} of ${rounds + 1}`);
    }
    return [...rowsOf(windows, idleMs), ...(await redisAlone(opened.redisUrl))];
  },
};

async function measureWindow(
  { url, pid, redis }: Contender,
  posting: { readonly seconds: number; readonly connections: number },
): Promise<Window> {
  const before = { server: processorMs(pid), ...(await redisUsage(redis)) };
  const { accepted, seconds } = await postReports({ url, ...posting });
  const after = { server: processorMs(pid), ...(await redisUsage(redis)) };
  return {
    rate: accepted / seconds,
    serverUs: ((after.server - before.server) * 1000) / accepted,
    redisUs: (after.processorUs - before.processorUs) / accepted,
    commands: (after.commands - before.commands) / accepted,
    scriptCalls: (after.scriptCalls - before.scriptCalls) / accepted,
  };
}

type Samples<T> = ReadonlyMap<ContenderName, readonly T[]>;

function rowsOf(windows: Samples<Window>, idleMs: Samples<number>): BenchRow[] {
  const of = (name: ContenderName, field: keyof Window) =>
    (windows.get(name) ?? []).map((window) => window[field]);
  const rows = (field: keyof Window, measure: string, unit: string) =>
    [...windows.keys()].map((name) =>
      rowOf({ measure: `${measure}: ${name}`, unit }, of(name, field)),
    );
  const rates = (name: ContenderName) => of(name, "rate");
  const redisUs = (name: ContenderName) => of(name, "redisUs");
  const idle = (name: ContenderName) => idleMs.get(name) ?? [];
  return [
    ...rows("rate", "accepted", "1/s"),
    ...rows("serverUs", "processor time of the server, a report", "us"),
    ...rows("redisUs", "processor time of Redis, a report", "us"),
    ...rows("scriptCalls", "script calls, a report", "calls"),
    ...rows("commands", "Redis commands with those in scripts, a report", "calls"),
    ...[...idleMs.keys()].map((name) =>
      rowOf({ measure: `idle: median time to the answer: ${name}`, unit: "ms" }, idle(name)),
    ),
    ratio("rate of tocsin / nothing kept", rates("tocsin"), rates("nothing")),
    ratio("rate of tocsin / xadd", rates("tocsin"), rates("xadd")),
    ratio("rate of tocsin / queue-add", rates("tocsin"), rates("queue-add")),
    ratio("rate of tocsin, AOF always / everysec", rates("tocsin, AOF always"), rates("tocsin")),
    ratio("Redis processor time, tocsin / queue-add", redisUs("tocsin"), redisUs("queue-add")),
    ratio("idle answer, tocsin / queue-add", idle("tocsin"), idle("queue-add")),
  ];
}

function ratio(measure: string, ours: readonly number[], theirs: readonly number[]): BenchRow {
  const ratios = ours.map((our, i) => our / (theirs[i] ?? Number.NaN));
  return rowOf({ measure, unit: "ratio" }, ratios);
}

/** For information: what Redis takes where nothing else is in the way. */
async function redisAlone(redisUrl: string): Promise<BenchRow[]> {
  const { hostname, port, password } = new URL(redisUrl);
  const args = ["-h", hostname, "-p", port, "-a", password, "--csv", "-n", "50000", "-P", "16"];
  const command = ["XADD", "benchmark", "*", "report", "x".repeat(3_800)];
  try {
    const { stdout } = await promisify(execFile)("redis-benchmark", [...args, ...command]);
    const rate = Number(/","([\d.]+)"/.exec(stdout)?.[1]);
    return [rowOf({ measure: "redis-benchmark: XADD of 3.8 KB, 16 at once", unit: "1/s" }, [rate])];
  } catch {
    return [];
  }
}
