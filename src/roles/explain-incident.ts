import type { Question } from "../adapters/http/explain-route.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Incident } from "../model/incident.ts";
import { reachesFloor } from "../model/severity.ts";
import type { Silence } from "../model/silence.ts";
import type { Subscription } from "../model/subscription.ts";
import { incidentOf } from "./knowledge.ts";
import type { Service } from "./service.ts";

/** Traces in one answer; of what is left over the answer says that there is more. */
const MOST_TRACES = 1_000;

/**
 * The answer of `POST /v1/explain`. Asked about nobody in particular it tells
 * everyone who hears of the incident, and where there are few subscriptions also
 * who does not and why.
 */
export function explainIncident({ knowledge, subscriptions, silences, roster, stores }: Service) {
  const explainOne = (subscription: Subscription, incident: Incident) => {
    const trace = traceSubscription(subscription, incident, knowledge.current().taxonomy);
    const told = trace.matched ? roster().of(subscription.id) : [];
    const deliveries = told.flatMap(({ delivery: { id, subscriptionId, schedule } }) => {
      const { severity } = incident.classification;
      const takes = schedule.kind !== "immediately" || reachesFloor(severity, schedule.severity);
      if (!takes || schedule.kind === "all-clear") return [];
      const silence = silences.find(incident, { id, subscriptionId });
      return [{ id, kind: schedule.kind, ...(silence && { silencedBy: tellSilence(silence) }) }];
    });
    return { subscription: subscription.id, deliveries, ...trace };
  };
  return async (question: Question): Promise<object | undefined> => {
    const { report, incident: id, subscriptions: asked } = question;
    const incident = report
      ? incidentOf(report, knowledge.current().read)
      : await stores.log.find(id ?? "");
    if (!incident) return undefined;
    const chosen = choose(asked, incident);
    return {
      incident: report ? undefined : id,
      headline: incident.headline,
      classification: incident.classification,
      traces: chosen.slice(0, MOST_TRACES).map((one) => explainOne(one, incident)),
      hasMore: chosen.length > MOST_TRACES,
    };
  };

  function choose(asked: readonly string[] | undefined, incident: Incident) {
    if (asked) return asked.flatMap((id) => subscriptions.get(id) ?? []);
    if (subscriptions.size <= MOST_TRACES) return [...subscriptions.values()];
    return subscriptions.match(incident);
  }
}

function tellSilence({ id, reason, author, endsAt }: Silence) {
  return { id, reason, author, endsAt };
}
