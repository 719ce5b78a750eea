import type { Clauses } from "./subscription.ts";

export type ClauseName = keyof Clauses | "relevance" | "unless";

/** A clause that held, and what in the incident made it hold. */
export interface Fact {
  readonly clause: ClauseName;
  /** The operator's words: `Western Asia`, `terrorism`, `moderate or worse`. */
  readonly asked: string;
  /** The incident's: `SY-RD`, `terrorism/suicide-bombing`, `severe`, a matched word, a distance. */
  readonly found: string;
}

/** A rule that holds, with the facts the mail prints as its reason. */
export interface RuleMatch {
  readonly rule: string;
  readonly facts: readonly Fact[];
}

/** The first clause of a rule that did not hold. */
export interface RuleMiss {
  readonly rule: string;
  readonly failed: Fact;
}

/** One subscription against one incident: the same trace that mail and `explain` print. */
export type Trace =
  | { readonly matched: true; readonly rules: readonly [RuleMatch, ...RuleMatch[]] }
  | { readonly matched: false; readonly misses: readonly RuleMiss[] };
