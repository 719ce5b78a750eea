import type { Reach } from "../digest/reach.ts";
import {
  type CompiledRule,
  compileSubscription,
  traceRules,
} from "../match/compile-subscription.ts";
import { type IncidentView, viewIncident } from "../match/incident-view.ts";
import { compileSubscriptions } from "../match/match-subscriptions.ts";
import type { Matches, PlacesOf } from "../match/matches.ts";
import type { Incident } from "../model/incident.ts";
import type { Trace } from "../model/match.ts";
import type { Subscription } from "../model/subscription.ts";
import type { LoggedIncident } from "../pipeline/log-ports.ts";
import type { RulesInForce } from "../pipeline/sealing.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveSubscriptions } from "./live-subscriptions.ts";

const NO_MATCH: Trace = { matched: false, misses: [] };

export interface KeptRules {
  /** As one batch of deliveries finds them. */
  open(): RulesInForce;
  /** Forgets what was matched: for ten thousands of subscriptions that is much to hold while nothing is due. */
  letGo(): void;
}

/**
 * The rules in force: each incident version is matched once, however many deliveries and batches look at it, and the facts
 * are told where it matches.
 */
export function keepRules(
  subscriptions: Pick<LiveSubscriptions, "match" | "turn" | "onChange">,
  knowledge: () => Pick<Knowledge, "taxonomy">,
): KeptRules {
  let kept: (RulesInForce & { readonly of: Knowledge["taxonomy"] }) | undefined;
  const letGo = (): void => {
    kept = undefined;
  };
  // A change of some is seen by what was matched; another set is not.
  subscriptions.onChange((changed) => {
    if (changed === "everything") letGo();
  });
  return {
    letGo,
    open() {
      const { taxonomy } = knowledge();
      if (kept?.of !== taxonomy) kept = { of: taxonomy, ...matchingOnce(subscriptions, taxonomy) };
      return kept;
    },
  };
}

function matchingOnce(
  subscriptions: Pick<LiveSubscriptions, "match" | "turn">,
  taxonomy: Knowledge["taxonomy"],
): RulesInForce {
  const found = new WeakMap<Incident, Matches>();
  const find = (incident: Incident) =>
    found.getOrInsertComputed(incident, () => subscriptions.match(incident));
  return {
    trace: tracing(find, taxonomy),
    matching: turning(find, (all) => subscriptions.turn(all)),
  };
}

type Find = (incident: Incident) => Matches;

function tracing(find: Find, taxonomy: Knowledge["taxonomy"]): RulesInForce["trace"] {
  const compiled = new WeakMap<Subscription, readonly CompiledRule[]>();
  const views = new WeakMap<Incident, IncidentView>();
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

/** A window that a second subscription asks of is turned around for all of them. */
function turning(find: Find, turn: LiveSubscriptions["turn"]): RulesInForce["matching"] {
  const asked = new WeakSet<readonly LoggedIncident[]>();
  const turned = new WeakMap<readonly LoggedIncident[], PlacesOf>();
  return ({ id }, entries) => {
    if (!asked.has(entries)) {
      asked.add(entries);
      return entries.flatMap(({ incident }, at) => (find(incident).has(id) ? [at] : []));
    }
    const placesOf = turned.getOrInsertComputed(entries, () =>
      turn(entries.map(({ incident }) => find(incident))),
    );
    return placesOf(id);
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
