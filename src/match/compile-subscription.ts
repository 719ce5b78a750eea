import type { Incident } from "../model/incident.ts";
import type { Fact, RuleMatch, RuleMiss, Trace } from "../model/match.ts";
import type { Clauses, Rule, Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { Clause } from "./clause.ts";
import { RELEVANCE, compileClauses } from "./clauses.ts";
import { type IncidentView, viewIncident } from "./incident-view.ts";

/** A rule made ready to be tried against many incidents. */
export interface CompiledRule {
  readonly rule: Rule;
  /** Relevance first. */
  readonly clauses: readonly Clause[];
  /** The rule's own exceptions, then its subscription's. */
  readonly unless: readonly (readonly Clause[])[];
}

export type RuleOutcome =
  | ({ readonly matched: true } & RuleMatch)
  | ({ readonly matched: false } & RuleMiss);

export function compileSubscription(
  { match, unless }: Pick<Subscription, "match" | "unless">,
  taxonomy: Taxonomy,
): readonly CompiledRule[] {
  const compile = (clauses: Clauses) => compileClauses(clauses, taxonomy);
  const everywhere = unless.map(compile);
  return match.map((rule) => ({
    rule,
    clauses: [RELEVANCE, ...compile(rule)],
    unless: [...rule.unless.map(compile), ...everywhere],
  }));
}

/**
 * A rule holds when the incident is relevant, every clause of it holds, and no
 * exception does. An exception holds when every clause of its own does.
 */
export function tryRule({ rule, clauses, unless }: CompiledRule, view: IncidentView): RuleOutcome {
  const facts: Fact[] = [];
  for (const clause of clauses) {
    const found = clause.hold(view);
    if (!found)
      return { matched: false, rule: rule.name, failed: factOf(clause, clause.miss(view)) };
    facts.push(factOf(clause, found));
  }
  for (const exception of unless) {
    const failed = tryException(exception, view);
    if (failed) return { matched: false, rule: rule.name, failed };
  }
  // Relevance goes without saying, except where a rule asks for nothing else.
  return { matched: true, rule: rule.name, facts: facts.length > 1 ? facts.slice(1) : facts };
}

function factOf({ name }: Clause, finding: Omit<Fact, "clause">): Fact {
  return { clause: name, ...finding };
}

function tryException(clauses: readonly Clause[], view: IncidentView): Fact | undefined {
  const held = [];
  for (const clause of clauses) {
    const found = clause.hold(view);
    if (!found) return undefined;
    held.push(found);
  }
  return {
    clause: "unless",
    asked: `unless ${held.map(({ asked }) => asked).join(" and ")}`,
    found: held.map(({ found }) => found).join("; "),
  };
}

/** One subscription against one incident: by which rules it is sent, or where each rule fails first. */
export function traceSubscription(
  subscription: Pick<Subscription, "match" | "unless">,
  incident: Incident,
  taxonomy: Taxonomy,
): Trace {
  return traceRules(compileSubscription(subscription, taxonomy), viewIncident(incident));
}

/** The same for whoever asks of many pairs, and has both ready. */
export function traceRules(rules: readonly CompiledRule[], view: IncidentView): Trace {
  const outcomes = rules.map((rule) => tryRule(rule, view));
  const [first, ...rest] = matchesOf(outcomes);
  if (first) return { matched: true, rules: [first, ...rest] };
  return {
    matched: false,
    misses: outcomes.flatMap((outcome) =>
      outcome.matched ? [] : [{ rule: outcome.rule, failed: outcome.failed }],
    ),
  };
}

export function matchesOf(outcomes: readonly RuleOutcome[]): RuleMatch[] {
  return outcomes.flatMap((outcome) =>
    outcome.matched ? [{ rule: outcome.rule, facts: outcome.facts }] : [],
  );
}
