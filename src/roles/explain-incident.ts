import type { Question } from "../adapters/http/explain-route.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Incident } from "../model/incident.ts";
import { reachesFloor } from "../model/severity.ts";
import type { Subscription } from "../model/subscription.ts";
import { openHiddenFrom } from "./hidden-from.ts";
import { incidentOf } from "./knowledge.ts";
import type { Service } from "./service.ts";

/** Traces in one answer; of what is left over the answer says that there is more. */
const MOST_TRACES = 1_000;

/**
 * The answer of `POST /v1/explain`. Asked about nobody in particular it tells
 * everyone who hears of the incident, and where there are few subscriptions also
 * who does not and why.
 */
export function explainIncident(service: Service) {
  const { knowledge, subscriptions, silences, roster, stores, clock } = service;
  const open = (incident: Incident) => {
    const { taxonomy, inhibitions } = knowledge.current();
    const hiddenFrom = openHiddenFrom(incident, { ...stores, silences, inhibitions });
    const { severity } = incident.classification;
    return async (subscription: Subscription) => {
      const trace = traceSubscription(subscription, incident, taxonomy);
      const told = trace.matched ? roster().of(subscription.id) : [];
      const taking = told.filter(({ delivery: { schedule } }) =>
        schedule.kind === "immediately"
          ? reachesFloor(severity, schedule.severity)
          : schedule.kind !== "all-clear",
      );
      const deliveries = await Promise.all(
        taking.map(async (enlisted) => {
          const { id, schedule } = enlisted.delivery;
          return { id, kind: schedule.kind, ...(await hiddenFrom(enlisted)) };
        }),
      );
      return { subscription: subscription.id, deliveries, ...trace };
    };
  };
  return async (question: Question): Promise<object | undefined> => {
    const { report, incident: id, subscriptions: asked } = question;
    const incident = report
      ? incidentOf({ ...report, receivedAt: clock.now().toString() }, knowledge.current().read)
      : await stores.log.find(id ?? "");
    if (!incident) return undefined;
    const chosen = choose(asked, incident);
    const explainOne = open(incident);
    return {
      incident: report ? undefined : id,
      headline: incident.headline,
      classification: incident.classification,
      traces: await Promise.all(chosen.slice(0, MOST_TRACES).map(explainOne)),
      hasMore: chosen.length > MOST_TRACES,
    };
  };

  function choose(asked: readonly string[] | undefined, incident: Incident) {
    if (asked) return asked.flatMap((id) => subscriptions.get(id) ?? []);
    if (subscriptions.size <= MOST_TRACES) return [...subscriptions.values()];
    return [...subscriptions.match(incident)];
  }
}
