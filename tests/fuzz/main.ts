import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

import type { FuzzTarget } from "./frame/fuzz-target.ts";
import type { FuzzOrder } from "./frame/fuzz-worker.ts";
import type { TargetRun } from "./frame/run-target.ts";
import { TARGETS } from "./targets.ts";

/** An input that is in hand as long as this will not end: shrinking a slow one stays far below. */
const STUCK_AFTER_MS = 60_000;

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const chosen = TARGETS.filter(({ name }) => values.only?.includes(name) ?? true);
if (chosen.length === 0 || !(Number(values.inputs) > 0) || !Number.isInteger(seed)) {
  console.error(
    `usage: npm run -s fuzz -- [--inputs N] [--seed N] [--only ${TARGETS.map(({ name }) => name).join("|")}] [--json]`,
  );
  process.exit(2);
}
if (!values.json) console.log(`seed ${seed}`);

const runs = await runAll(chosen, Number(values.inputs));
const inputs = runs.reduce((sum, run) => sum + run.inputs, 0);
const faults = runs.filter((run) => run.fault);
console.log(
  values.json
    ? JSON.stringify({ seed, inputs, runs }, null, 2)
    : `${inputs} inputs, ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** As many targets at once as there are cores. */
async function runAll(targets: readonly FuzzTarget[], total: number): Promise<TargetRun[]> {
  const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
  const waiting = targets.map(({ name, weight }) => ({
    target: name,
    inputs: Math.ceil((total * weight) / weights),
  }));
  const done: TargetRun[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const run = await runInWorker({ ...next, seed, begun: new SharedArrayBuffer(4) });
      if (!values.json) tell(run);
      done.push(run);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return done;
}

async function runInWorker(order: FuzzOrder): Promise<TargetRun> {
  const worker = new Worker(new URL("frame/fuzz-worker.ts", import.meta.url), {
    workerData: order,
  });
  const { promise, resolve } = Promise.withResolvers<TargetRun>();
  const broken = (message: string) => {
    const at = `input ${Atomics.load(new Int32Array(order.begun), 0)} of seed ${order.seed}`;
    resolve({
      name: order.target,
      inputs: Atomics.load(new Int32Array(order.begun), 0),
      slowestMs: STUCK_AFTER_MS,
      fault: { message, counterexample: at },
    });
  };
  worker.on("message", resolve);
  worker.on("error", (error) => broken(String(error)));
  let seen = -1;
  const watch = setInterval(() => {
    const begun = Atomics.load(new Int32Array(order.begun), 0);
    if (begun === seen) broken("never ended");
    seen = begun;
  }, STUCK_AFTER_MS);
  const run = await promise;
  clearInterval(watch);
  await worker.terminate();
  return run;
}

function tell({ name, inputs: tried, slowestMs, fault }: TargetRun): void {
  const line = `${name.padEnd(16)} ${String(tried).padStart(8)} inputs, slowest ${slowestMs} ms`;
  console.log(fault ? `${line}\n  ${fault.message}\n  ${fault.counterexample}` : line);
}
