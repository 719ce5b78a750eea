import type { Incident } from "../model/incident.ts";
import type { RuleMatch } from "../model/match.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import {
  type CompiledRule,
  compileSubscription,
  matchesOf,
  tryRule,
} from "./compile-subscription.ts";
import { viewIncident } from "./incident-view.ts";
import { openRuleIndex } from "./rule-index.ts";

/** A subscription that an incident satisfies, and every rule that says so. */
export interface Match {
  readonly subscription: Subscription;
  readonly rules: readonly [RuleMatch, ...RuleMatch[]];
}

export interface Matcher {
  /** In the order in which the subscriptions were added, each at most once. */
  match(incident: Incident): Match[];
}

/** A matcher whose subscriptions come and go one at a time. */
export interface LiveMatcher extends Matcher {
  /** Takes the place of the one of the same id, if there is one. */
  add(subscription: Subscription): void;
  remove(id: string): void;
}

/** Prepares all rules at once, so that an incident is tried only against those it could satisfy. */
export function compileSubscriptions(
  subscriptions: readonly Subscription[],
  taxonomy: Taxonomy,
): Matcher {
  const matcher = openMatcher(taxonomy);
  for (const subscription of subscriptions) matcher.add(subscription);
  return matcher;
}

interface Filed {
  readonly subscription: Subscription;
  readonly compiled: CompiledRule;
}

export function openMatcher(taxonomy: Taxonomy): LiveMatcher {
  const index = openRuleIndex(taxonomy);
  const rules = new Map<number, Filed>();
  const numbersOf = new Map<string, readonly number[]>();
  let last = 0;
  const remove = (id: string): void => {
    for (const number of numbersOf.get(id) ?? []) {
      const filed = rules.get(number);
      if (filed) index.remove(number, filed.compiled.rule);
      rules.delete(number);
    }
    numbersOf.delete(id);
  };
  return {
    remove,
    add(subscription) {
      remove(subscription.id);
      const numbers = compileSubscription(subscription, taxonomy).map((compiled) => {
        last += 1;
        rules.set(last, { subscription, compiled });
        index.add(last, compiled.rule);
        return last;
      });
      numbersOf.set(subscription.id, numbers);
    },
    match(incident) {
      if (!incident.classification.relevant || incident.retracted) return [];
      const view = viewIncident(incident);
      const candidates = index.candidates(view).flatMap((number) => rules.get(number) ?? []);
      const bySubscription = Map.groupBy(candidates, ({ subscription }) => subscription);
      return Array.from(bySubscription, ([subscription, tried]) => {
        const [first, ...rest] = matchesOf(tried.map(({ compiled }) => tryRule(compiled, view)));
        return first ? [{ subscription, rules: [first, ...rest] as const }] : [];
      }).flat();
    },
  };
}
