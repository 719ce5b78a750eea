import type { Reach } from "../digest/reach.ts";
import type { Match } from "../match/match-subscriptions.ts";
import type { Incident } from "../model/incident.ts";
import type { Subscription } from "../model/subscription.ts";
import type { TraceRules } from "../pipeline/sealing.ts";
import type { Knowledge } from "./knowledge.ts";

/**
 * The rules in force, asked of each incident version once, however many deliveries of a
 * batch look at it.
 */
export function matchOnce({ matcher }: Pick<Knowledge, "matcher">): TraceRules {
  const found = new WeakMap<Incident, ReadonlyMap<string, Match["rules"]>>();
  const find = (incident: Incident) =>
    found.getOrInsertComputed(
      incident,
      () =>
        new Map(matcher.match(incident).map(({ subscription, rules }) => [subscription.id, rules])),
    );
  return ({ id }, incident) => {
    const rules = find(incident).get(id);
    return rules ? { matched: true, rules } : { matched: false, misses: [] };
  };
}

export function reachOf({ matcher, subscriptions }: Knowledge, incident: Incident): Reach {
  const matched = matcher.match(incident).map(({ subscription }) => subscription);
  return { matched: readersOf(matched), of: readersOf(subscriptions) };
}

/** One address of two subscriptions counts twice: each sends it a mail. */
function readersOf(subscriptions: readonly Subscription[]): number {
  return subscriptions.reduce((sum, { to }) => sum + to.length, 0);
}
