import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import { openShippedSorting } from "../frame/open-shipped-sorting.ts";
import { madeUpReports } from "../pipeline/made-up-reports.ts";

/**
 * `node host.ts here|threads|processes READERS REPORTS`: as an ingest worker would have it, reports are read here or given to
 * others in eights. Prints how fast, and what all have in memory.
 */
const [mode = "here", readers = "1", reports = "1000"] = process.argv.slice(2);
const TOGETHER = 8;
const KIBIBYTES_OF_A_MEBIBYTE = 1024;

type Read = (texts: readonly string[]) => Promise<unknown>;

interface Reader {
  readonly read: Read;
  readonly pid?: number | undefined;
  end(): unknown;
}

const made = await Promise.all(Array.from({ length: Number(readers) }, open));
const reportOf = madeUpReports(5, "");
const batches = Array.from({ length: Math.ceil(Number(reports) / TOGETHER) }, (_, batch) =>
  Array.from({ length: TOGETHER }, (_one, nth) => reportOf(batch * TOGETHER + nth).text),
);
const warm = batches.length >> 2;
await readAll(batches.slice(0, warm));
const start = performance.now();
await readAll(batches.slice(warm));
const seconds = (performance.now() - start) / 1000;
const perSecond = ((batches.length - warm) * TOGETHER) / seconds;
const others = made.flatMap(({ pid }) => pid ?? []);
const memory = [process.pid, ...others].reduce((sum, pid) => sum + residentMiB(pid), 0);
console.log(JSON.stringify({ msg: "measured", perSecond, memory }));
for (const reader of made) reader.end();

async function open(): Promise<Reader> {
  switch (mode) {
    case "threads":
      return openThread();
    case "processes":
      return openProcess();
    default:
      return openHere();
  }
}

async function openHere(): Promise<Reader> {
  const { classify } = await openShippedSorting();
  return {
    async read(texts) {
      await nextTurn();
      for (const text of texts) classify({ text });
    },
    end() {},
  };
}

async function openThread(): Promise<Reader> {
  const worker = new Worker(new URL("reader.ts", import.meta.url));
  await once(worker, "message");
  return {
    async read(texts) {
      worker.postMessage(texts, []);
      await once(worker, "message");
    },
    end: () => worker.terminate(),
  };
}

async function openProcess(): Promise<Reader> {
  const child = fork(new URL("reader.ts", import.meta.url));
  await once(child, "message");
  return {
    pid: child.pid,
    async read(texts) {
      child.send(texts);
      await once(child, "message");
    },
    end: () => child.kill(),
  };
}

async function readAll(all: readonly (readonly string[])[]): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    made.map(async ({ read }) => {
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) await read(batch);
    }),
  );
}

function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / KIBIBYTES_OF_A_MEBIBYTE;
}
