import type { Incident } from "../model/incident.ts";
import type { RuleMatch } from "../model/match.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { compileSubscription, matchesOf, tryRule } from "./compile-subscription.ts";
import { viewIncident } from "./incident-view.ts";
import { indexRules } from "./rule-index.ts";

/** A subscription that an incident satisfies, and every rule that says so. */
export interface Match {
  readonly subscription: Subscription;
  readonly rules: readonly [RuleMatch, ...RuleMatch[]];
}

export interface Matcher {
  /** In the order of the subscriptions, each at most once. */
  match(incident: Incident): Match[];
}

/** Prepares all rules at once, so that an incident is tried only against those it could satisfy. */
export function compileSubscriptions(
  subscriptions: readonly Subscription[],
  taxonomy: Taxonomy,
): Matcher {
  const rules = subscriptions.flatMap((subscription) =>
    compileSubscription(subscription, taxonomy).map((compiled) => ({ subscription, compiled })),
  );
  const index = indexRules(
    rules.map(({ compiled }) => compiled.rule),
    taxonomy,
  );
  return {
    match(incident) {
      if (!incident.classification.relevant || incident.retracted) return [];
      const view = viewIncident(incident);
      const candidates = index.candidates(view).flatMap((number) => rules[number] ?? []);
      const bySubscription = Map.groupBy(candidates, ({ subscription }) => subscription);
      return Array.from(bySubscription, ([subscription, tried]) => {
        const [first, ...rest] = matchesOf(tried.map(({ compiled }) => tryRule(compiled, view)));
        return first ? [{ subscription, rules: [first, ...rest] as const }] : [];
      }).flat();
    },
  };
}
