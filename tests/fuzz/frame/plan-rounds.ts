import type { FuzzTarget } from "./fuzz-target.ts";

/** Some of a target's inputs, tried in one go and brought again by its seed. */
export interface Round {
  readonly target: string;
  readonly inputs: number;
  readonly seed: number;
}

/** Seconds of work at most: whoever watches sees progress, and what a round found comes again as soon. */
const LARGEST_ROUND = 2_000;
/** 2^32 by the golden ratio: rounds of neighbouring seeds have no seeds in common. */
const SEED_STEP = 0x9e3779b1;
/** Never below zero: a command line would take it for an option. */
const SEED_BITS = 0x7fffffff;

/** All targets' rounds, mixed, so that a run that is cut short has tried of each its share. */
export function planRounds(
  targets: readonly FuzzTarget[],
  inputs: number,
  seed: number,
): readonly Round[] {
  const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
  return targets
    .flatMap(({ name, weight }) => {
      const share = Math.ceil((inputs * weight) / weights);
      const rounds = Math.ceil(share / LARGEST_ROUND);
      return Array.from({ length: rounds }, (_, at) => ({
        round: {
          target: name,
          inputs: Math.min(LARGEST_ROUND, share - at * LARGEST_ROUND),
          seed: (seed + Math.imul(at, SEED_STEP)) & SEED_BITS,
        },
        done: (at + 0.5) / rounds,
      }));
    })
    .toSorted((a, b) => a.done - b.done)
    .map(({ round }) => round);
}
