import * as fc from "fast-check";

import type { FuzzTarget } from "./fuzz-target.ts";

/** Thread time: what else the machine does is not counted. */
const LONGEST_MS = 100;
/** Compiling and collecting fall on one try, a slow reader on each. */
const TRIES = 5;

export interface TargetRun {
  readonly name: string;
  readonly inputs: number;
  /** The slowest input's thread time. */
  readonly slowestMs: number;
  /** Undefined where every rule held. */
  readonly fault?: { readonly message: string; readonly counterexample: string } | undefined;
}

export interface TargetOrder {
  readonly inputs: number;
  readonly seed: number;
  /** Told before each input, so that a reader that never ends can be named. */
  readonly begin: () => void;
}

/** Tries a target on inputs drawn from `seed`: the same seed, the same inputs. */
export async function runTarget(
  target: FuzzTarget,
  { inputs, seed, begin }: TargetOrder,
): Promise<TargetRun> {
  let slowestMs = 0;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    begin();
    const ms = await bestTime(target, input);
    slowestMs = Math.max(slowestMs, ms);
    if (ms > LONGEST_MS) throw new Error(`took ${Math.round(ms)} ms, more than ${LONGEST_MS}`);
  });
  const details = await fc.check(property, { numRuns: inputs, seed });
  return {
    name: target.name,
    inputs: details.numRuns,
    slowestMs: Math.round(slowestMs * 10) / 10,
    fault: details.failed
      ? {
          message: String(details.errorInstance),
          counterexample: written(details.counterexample?.[0]),
        }
      : undefined,
  };
}

const LONGEST_SHOWN = 2_000;

/** Bytes as the text they mostly are; the whole of a long one comes again from its seed. */
function written(input: unknown): string {
  const text =
    input instanceof Uint8Array
      ? JSON.stringify(Buffer.from(input).toString("latin1"))
      : fc.stringify(input);
  return text.length <= LONGEST_SHOWN
    ? text
    : `${text.slice(0, LONGEST_SHOWN)}... (${text.length} characters)`;
}

async function bestTime(target: FuzzTarget, input: unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && best > LONGEST_MS; attempt += 1) {
    const started = process.threadCpuUsage();
    await target.check(input);
    const { user, system } = process.threadCpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
