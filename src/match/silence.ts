import type { Incident } from "../model/incident.ts";
import type { Silence } from "../model/silence.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { Clause } from "./clause.ts";
import { compileClauses } from "./clauses.ts";
import { type IncidentView, viewIncident } from "./incident-view.ts";

/** Whom something would be told to. */
export interface Recipient {
  readonly id: string;
  readonly subscriptionId: string;
}

export interface Silences {
  /** The first silence in force at `now` that hides this incident from this delivery. */
  find(incident: Incident, recipient: Recipient, now: Temporal.Instant): Silence | undefined;
}

interface Compiled {
  readonly silence: Silence;
  readonly clauses: readonly Clause[];
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

export function compileSilences(silences: readonly Silence[], taxonomy: Taxonomy): Silences {
  const compiled = silences.map((silence): Compiled => ({
    silence,
    clauses: silence.match ? compileClauses(silence.match, taxonomy) : [],
    from: Temporal.Instant.from(silence.startsAt),
    to: Temporal.Instant.from(silence.endsAt),
  }));
  return {
    find(incident, recipient, now) {
      const able = compiled.filter((one) => isInForce(one, now) && concerns(one, recipient));
      if (able.length === 0) return undefined;
      const view: IncidentView = viewIncident(incident);
      return able.find(({ clauses }) => clauses.every((clause) => clause.hold(view)))?.silence;
    },
  };
}

function isInForce({ from, to }: Compiled, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, to) < 0;
}

function concerns({ silence }: Compiled, { id, subscriptionId }: Recipient): boolean {
  const { subscriptions, deliveries } = silence;
  return (subscriptions?.includes(subscriptionId) ?? true) && (deliveries?.includes(id) ?? true);
}
