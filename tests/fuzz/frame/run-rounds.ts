import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import type { FuzzWorkerData } from "./fuzz-worker.ts";
import type { Round } from "./plan-rounds.ts";
import type { TargetRun } from "./run-target.ts";

/** An input that is in hand as long as this will not end: shrinking a slow one stays far below. */
const STUCK_AFTER_MS = 60_000;
/** Inputs are garbage at once: with room for many they are collected seldom. */
const YOUNG_MB = 64;

export interface RoundRun extends TargetRun {
  readonly round: Round;
}

/**
 * As many rounds at once as there are cores. Once a target broke a rule its other rounds are left, and once `stop`
 * says so all are.
 */
export async function runRounds(
  rounds: readonly Round[],
  stop: AbortSignal,
  tell: (run: RoundRun) => void,
): Promise<void> {
  const waiting = [...rounds];
  const broken = new Set<string>();
  const next = (): Round | undefined => {
    const round = stop.aborted ? undefined : waiting.shift();
    return round && broken.has(round.target) ? next() : round;
  };
  const work = async () => {
    let worker = startWorker();
    for (let round = next(); round; round = next()) {
      const { run, isOver } = await worker.run(round);
      if (run.found) broken.add(round.target);
      tell({ ...run, round });
      if (!isOver) continue;
      await worker.end();
      worker = startWorker();
    }
    await worker.end();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

/** Runs a round after another; one that never ends or brings the thread down is the last. */
function startWorker() {
  const workerData: FuzzWorkerData = { begun: new SharedArrayBuffer(4) };
  const worker = new Worker(new URL("fuzz-worker.ts", import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const begun = new Int32Array(workerData.begun);
  return {
    async run(round: Round): Promise<{ readonly run: TargetRun; readonly isOver: boolean }> {
      Atomics.store(begun, 0, 0);
      const stuck = new AbortController();
      let seen = -1;
      const watch = setInterval(() => {
        const inHand = Atomics.load(begun, 0);
        if (inHand === seen) stuck.abort(new Error("never ended"));
        seen = inHand;
      }, STUCK_AFTER_MS);
      try {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(round);
        const [run] = await once(worker, "message", { signal: stuck.signal });
        return { run: run as TargetRun, isOver: false };
      } catch (error) {
        const inputs = Atomics.load(begun, 0);
        const found = {
          message: stuck.signal.aborted ? String(stuck.signal.reason) : String(error),
          input: `input ${inputs} of the round`,
        };
        return { run: { inputs, slowestMs: 0, found }, isOver: true };
      } finally {
        clearInterval(watch);
      }
    },
    end: () => worker.terminate(),
  };
}
