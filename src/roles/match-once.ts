import type { Reach } from "../digest/reach.ts";
import { compileSubscriptions, type Match } from "../match/match-subscriptions.ts";
import type { Incident } from "../model/incident.ts";
import type { TraceRules } from "../pipeline/sealing.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveSubscriptions } from "./live-subscriptions.ts";

/**
 * The rules in force, asked of each incident version once, however many deliveries of a
 * batch look at it.
 */
export function matchOnce(subscriptions: Pick<LiveSubscriptions, "match">): TraceRules {
  const found = new WeakMap<Incident, ReadonlyMap<string, Match["rules"]>>();
  const find = (incident: Incident) =>
    found.getOrInsertComputed(
      incident,
      () =>
        new Map(
          subscriptions.match(incident).map(({ subscription, rules }) => [subscription.id, rules]),
        ),
    );
  return ({ id }, incident) => {
    const rules = find(incident).get(id);
    return rules ? { matched: true, rules } : { matched: false, misses: [] };
  };
}

/** One address of two subscriptions counts twice: each sends it a mail. */
export function reachOf(
  subscriptions: Pick<LiveSubscriptions, "match" | "readers">,
  incident: Incident,
): Reach {
  const matched = subscriptions.match(incident).map(({ subscription }) => subscription.to.length);
  return { matched: matched.reduce((sum, one) => sum + one, 0), of: subscriptions.readers };
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
