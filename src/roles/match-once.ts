import type { Reach } from "../digest/reach.ts";
import {
  type CompiledRule,
  compileSubscription,
  traceRules,
} from "../match/compile-subscription.ts";
import { type IncidentView, viewIncident } from "../match/incident-view.ts";
import { compileSubscriptions } from "../match/match-subscriptions.ts";
import type { Matches } from "../match/matches.ts";
import type { Incident } from "../model/incident.ts";
import type { Trace } from "../model/match.ts";
import type { Subscription } from "../model/subscription.ts";
import type { TraceRules } from "../pipeline/sealing.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveSubscriptions } from "./live-subscriptions.ts";

const NO_MATCH: Trace = { matched: false, misses: [] };

/**
 * The rules in force: each incident version is matched once, however many deliveries of a
 * batch look at it, and the facts are told where it matches.
 */
export function matchOnce(
  subscriptions: Pick<LiveSubscriptions, "match">,
  { taxonomy }: Pick<Knowledge, "taxonomy">,
): TraceRules {
  const found = new WeakMap<Incident, Matches>();
  // Of a batch: a few hundred subscriptions, and the incidents of the windows they share.
  const compiled = new WeakMap<Subscription, readonly CompiledRule[]>();
  const views = new WeakMap<Incident, IncidentView>();
  const find = (incident: Incident) =>
    found.getOrInsertComputed(incident, () => subscriptions.match(incident));
  return (subscription, incident) => {
    if (!find(incident).has(subscription.id)) return NO_MATCH;
    const rules = compiled.getOrInsertComputed(subscription, () =>
      compileSubscription(subscription, taxonomy),
    );
    return traceRules(
      rules,
      views.getOrInsertComputed(incident, () => viewIncident(incident)),
    );
  };
}

/** One address of two subscriptions counts twice: each sends it a mail. */
export function reachOf(
  subscriptions: Pick<LiveSubscriptions, "match" | "readers">,
  incident: Incident,
): Reach {
  let matched = 0;
  for (const { to } of subscriptions.match(incident)) matched += to.length;
  return { matched, of: subscriptions.readers };
}

/** Subscriptions that stay as they are, for whoever runs no service. */
export function audienceOf({
  subscriptions,
  taxonomy,
}: Pick<Knowledge, "subscriptions" | "taxonomy">): Pick<LiveSubscriptions, "match" | "readers"> {
  const matcher = compileSubscriptions(subscriptions, taxonomy);
  const readers = subscriptions.reduce((sum, { to }) => sum + to.length, 0);
  return { match: (incident) => matcher.match(incident), readers };
}
