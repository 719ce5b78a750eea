import { parentPort, workerData } from "node:worker_threads";

import { TARGETS } from "../targets.ts";
import { runTarget } from "./run-target.ts";

/** What the run asks of a worker: one target, so that one that never ends stops no other. */
export interface FuzzOrder {
  readonly target: string;
  readonly inputs: number;
  readonly seed: number;
  /** One 32-bit count of inputs begun, shared with whoever watches. */
  readonly begun: SharedArrayBuffer;
}

const { target: name, inputs, seed, begun } = workerData as FuzzOrder;
const target = TARGETS.find((one) => one.name === name);
if (!target) throw new RangeError(`there is no target ${name}`);
const count = new Int32Array(begun);
const run = await runTarget(target, { inputs, seed, begin: () => Atomics.add(count, 0, 1) });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of threads has no origin
parentPort?.postMessage(run);
