import type * as fc from "fast-check";

import type { Variation } from "./variations.ts";

/** One reader of what comes from outside, and what must hold of it whatever comes. */
export interface FuzzTarget {
  readonly name: string;
  /** Of a run's inputs, against the other targets' weights: cheap readers are tried more often. */
  readonly weight: number;
  /** Inputs drawn by the rules of their language. */
  readonly inputs: fc.Arbitrary<unknown>;
  /** What is made of a drawn input by changing it blindly. */
  readonly vary: Variation<unknown>;
  /** Throws where a rule is broken. */
  readonly check: (input: unknown) => void | Promise<void>;
}

/** Keeps an input's type between what makes it, what changes it and what checks it. */
export function fuzzTarget<Input>(target: {
  readonly name: string;
  readonly weight: number;
  readonly inputs: fc.Arbitrary<Input>;
  readonly vary: Variation<Input>;
  readonly check: (input: Input) => void | Promise<void>;
}): FuzzTarget {
  return {
    ...target,
    vary: (input, donor, chance) => target.vary(input as Input, donor as Input, chance),
    check: (input) => target.check(input as Input),
  };
}
