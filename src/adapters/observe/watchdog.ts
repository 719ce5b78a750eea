import { writeSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";

interface Watched {
  readonly beats: Int32Array<SharedArrayBuffer>;
  readonly limitMs: number;
}

/** Of the limit: how finely its passing is seen. */
const LOOKS = 20;

/**
 * Ends this process with SIGKILL where its event loop stands still for `limitMs`: nothing else could
 * interrupt what holds it. A machine that sleeps or a process that is stopped does not count, as the
 * thread that watches stands still with it.
 */
export function startWatchdog(limitMs: number): AsyncDisposable {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const watched: Watched = { beats, limitMs };
  const thread = new Worker(new URL(import.meta.url), {
    workerData: watched,
    execArgv: [],
  });
  thread.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), limitMs / LOOKS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await thread.terminate();
    },
  };
}

function watch({ beats, limitMs }: Watched): void {
  let [seen, still] = [0, 0];
  setInterval(() => {
    const beat = Atomics.load(beats, 0);
    still = beat === seen ? still + 1 : 0;
    seen = beat;
    if (still < LOOKS) return;
    const line = { level: 60, time: Date.now(), limitMs, msg: "stood still too long: ended" };
    writeSync(1, `${JSON.stringify(line)}\n`);
    process.kill(process.pid, "SIGKILL");
  }, limitMs / LOOKS);
}

if (!isMainThread && isWatched(workerData)) watch(workerData);

function isWatched(data: unknown): data is Watched {
  return typeof data === "object" && data !== null && "beats" in data && "limitMs" in data;
}
