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
import type { LoggedIncident } from "../pipeline/log-ports.ts";
import type { RulesInForce } from "../pipeline/sealing.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveSubscriptions } from "./live-subscriptions.ts";

const NO_MATCH: Trace = { matched: false, misses: [] };

export interface KeptRules {
  /** For a batch of deliveries of these subscriptions. */
  open(subscriptionIds: readonly string[]): RulesInForce;
  /** Forgets what was matched: for ten thousands of subscriptions that is much to hold while nothing is due. */
  letGo(): void;
}

/**
 * The rules in force: each incident version is matched once, however many deliveries and batches look at it, and the facts
 * are told where it matches.
 */
export function keepRules(
  subscriptions: Pick<LiveSubscriptions, "match" | "onChange">,
  knowledge: () => Pick<Knowledge, "taxonomy">,
): KeptRules {
  let of: object | undefined;
  let found = new WeakMap<Incident, Matches>();
  const letGo = (): void => {
    found = new WeakMap();
  };
  // A change of some is seen by what was matched; another set is not.
  subscriptions.onChange((changed) => {
    if (changed === "everything") letGo();
  });
  const find = (incident: Incident) =>
    found.getOrInsertComputed(incident, () => subscriptions.match(incident));
  return {
    letGo,
    open(subscriptionIds) {
      const { taxonomy } = knowledge();
      if (of !== taxonomy) letGo();
      of = taxonomy;
      return {
        trace: tracing(find, taxonomy),
        matching: turning(find, subscriptionIds),
      };
    },
  };
}

type Find = (incident: Incident) => Matches;

function tracing(find: Find, taxonomy: Knowledge["taxonomy"]): RulesInForce["trace"] {
  // Of a batch: a few hundred subscriptions, and the incidents of the windows they share.
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

type Places = ReadonlyMap<string, readonly number[]>;

/** A window that a second subscription asks of is turned around for all of the batch. */
function turning(find: Find, subscriptionIds: readonly string[]): RulesInForce["matching"] {
  const asked = new WeakSet<readonly LoggedIncident[]>();
  const turned = new WeakMap<readonly LoggedIncident[], Places>();
  const turn = (entries: readonly LoggedIncident[]): Places => {
    const places = new Map(subscriptionIds.map((id): [string, number[]] => [id, []]));
    for (const [at, { incident }] of entries.entries())
      for (const nth of find(incident).among(subscriptionIds))
        places.get(subscriptionIds[nth] ?? "")?.push(at);
    return places;
  };
  return ({ id }, entries) => {
    if (asked.has(entries)) {
      const places = turned.getOrInsertComputed(entries, turn).get(id);
      if (places !== undefined) return places;
    }
    asked.add(entries);
    return entries.flatMap(({ incident }, at) => (find(incident).has(id) ? [at] : []));
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
