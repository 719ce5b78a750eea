import * as fc from "fast-check";

import { chanceOf } from "#tests/chaos/random.ts";

import { type Found, foundIn } from "./found.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** Thread time: what else the machine does is not counted. */
const LONGEST_MS = 100;
/** Compiling and collecting fall on one try, a slow reader on each. */
const TRIES = 5;
/** Drawing an input costs more than most readers take to refuse it: so many are made of each that is drawn. */
const VARIATIONS = 24;

export interface TargetRun {
  readonly inputs: number;
  /** The slowest input's thread time at its second try: what is compiled is no more in it, what is collected may be. */
  readonly slowestMs: number;
  /** Undefined where every rule held. */
  readonly found?: Found | undefined;
}

export interface TargetOrder {
  /** Rounded up to whole families: one that is drawn, and its variations. */
  readonly inputs: number;
  readonly seed: number;
  /** Told before each input, so that a reader that never ends can be named. */
  readonly begin: () => void;
}

/** Tries a target on inputs that come of `seed`: the same seed, the same inputs. */
export async function runTarget(
  target: FuzzTarget,
  { inputs, seed, begin }: TargetOrder,
): Promise<TargetRun> {
  let tried = 0;
  let slowestMs = 0;
  let inHand: unknown;
  const tryNext = async (input: unknown) => {
    inHand = input;
    tried += 1;
    begin();
    slowestMs = Math.max(slowestMs, await tryInput(target, input, slowestMs));
  };
  const family = fc.record({ drawn: target.inputs, donor: target.inputs, chance: fc.nat() });
  let broken: unknown;
  const property = fc.asyncProperty(family, async ({ drawn, donor, chance }) => {
    const by = chanceOf(chance);
    try {
      await tryNext(drawn);
      for (let left = VARIATIONS; left > 0; left -= 1) await tryNext(target.vary(drawn, donor, by));
    } catch (error) {
      // Of a family that fails the smallest is tried last, and in it the one that failed.
      broken = inHand;
      throw error;
    }
  });
  const details = await fc.check(property, {
    numRuns: Math.ceil(inputs / (VARIATIONS + 1)),
    seed,
  });
  return {
    inputs: tried,
    slowestMs: Math.round(slowestMs * 10) / 10,
    found: details.failed ? foundIn(details.errorInstance, broken) : undefined,
  };
}

/**
 * Gives the input's thread time in milliseconds. An input slower than `knownMs` is tried again, to be told from what
 * fell on it by chance. Throws where it breaks a rule or takes too long.
 */
export async function tryInput(
  target: FuzzTarget,
  input: unknown,
  knownMs: number,
  longestMs = LONGEST_MS,
): Promise<number> {
  const first = await threadTime(target, input);
  if (first <= knownMs) return first;
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && best > longestMs; attempt += 1)
    best = Math.min(best, await threadTime(target, input));
  if (best > longestMs) throw new Error(`took ${Math.round(best)} ms, more than ${longestMs}`);
  return best;
}

async function threadTime({ check }: FuzzTarget, input: unknown): Promise<number> {
  const started = process.threadCpuUsage();
  await check(input);
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}
