import { on } from "node:events";
import { parentPort, workerData } from "node:worker_threads";

import { TARGETS } from "../targets.ts";
import type { Round } from "./plan-rounds.ts";
import { runTarget } from "./run-target.ts";

/** What a worker is given at its start. */
export interface FuzzWorkerData {
  /** One 32-bit count of inputs begun, shared with whoever watches. */
  readonly begun: SharedArrayBuffer;
}

if (!parentPort) throw new Error("started by run-rounds.ts alone");
// What fails is printed without its stack, and some parsers make a fault of every character.
Error.stackTraceLimit = 0;
const count = new Int32Array((workerData as FuzzWorkerData).begun);
const begin = () => Atomics.add(count, 0, 1);

for await (const [{ target: name, inputs, seed }] of on(parentPort, "message") as AsyncIterable<
  [Round]
>) {
  const target = TARGETS.find((one) => one.name === name);
  if (!target) throw new RangeError(`there is no target ${name}`);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of threads has no origin
  parentPort.postMessage(await runTarget(target, { inputs, seed, begin }));
}
