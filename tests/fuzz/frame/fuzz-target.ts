import type * as fc from "fast-check";

/** One reader of what comes from outside, and what must hold of it whatever comes. */
export interface FuzzTarget {
  readonly name: string;
  /** Of a run's inputs, against the other targets' weights: cheap readers are tried more often. */
  readonly weight: number;
  readonly inputs: fc.Arbitrary<unknown>;
  /** Throws where a rule is broken. */
  readonly check: (input: unknown) => void | Promise<void>;
}

/** Keeps an input's type between what makes it and what checks it. */
export function fuzzTarget<Input>(target: {
  readonly name: string;
  readonly weight: number;
  readonly inputs: fc.Arbitrary<Input>;
  readonly check: (input: Input) => void | Promise<void>;
}): FuzzTarget {
  return { ...target, check: (input) => target.check(input as Input) };
}
