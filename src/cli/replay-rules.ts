import { composeWindow, type LoggedIncident } from "../digest/compose-digest.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Inhibitions } from "../match/inhibition.ts";
import { compileSubscriptions } from "../match/match-subscriptions.ts";
import type { Incident } from "../model/incident.ts";
import { SEVERITIES, type Severity, severityRank } from "../model/severity.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";

/** What a set of rules sends over a part of the log. */
export interface RuleSet {
  readonly subscriptions: readonly Subscription[];
  readonly taxonomy: Taxonomy;
  readonly inhibitions: Inhibitions;
}

/** What one subscription would have been sent. */
export interface Tally {
  /** News, updates, corrections and retractions. */
  readonly items: number;
  /** Left out beside an incident that was sent. */
  readonly hidden: number;
  /** By incident, the headline it came with first. */
  readonly incidents: ReadonlyMap<string, string>;
  /** `2026-11-21T07`, UTC; undefined where nothing was sent. */
  readonly worstHour: { readonly hour: string; readonly items: number } | undefined;
}

/**
 * Each version of the log as a digest of its own, to readers who were told nothing
 * before: the same composing that seals digests says what is owed. Quiet hours,
 * holds and limits gather what is sent and change nothing in what.
 */
export function replayRules(
  entries: readonly LoggedIncident[],
  rules: RuleSet,
  passed: () => void,
): ReadonlyMap<string, Tally> {
  const { subscriptions, taxonomy } = rules;
  const matcher = compileSubscriptions(subscriptions, taxonomy);
  const readers = new Map(subscriptions.map((one) => [one.id, openReader(one, rules)]));
  for (const entry of entries) {
    const concerned = matcher.match(entry.incident);
    for (const [id, reader] of readers) {
      if (concerned.has(id) || reader.knows(entry.incident)) reader.take(entry);
    }
    passed();
  }
  return new Map([...readers].map(([id, reader]) => [id, reader.tally()]));
}

function openReader(subscription: Subscription, { taxonomy, inhibitions }: RuleSet) {
  const sent = new Map<string, number>();
  const hiding = new Map<string, Incident>();
  const hidden = new Set<string>();
  const incidents = new Map<string, string>();
  const byHour = new Map<string, number>();
  const floor = floorOf(subscription);
  const trace = (incident: Incident) => traceSubscription(subscription, incident, taxonomy);
  const isHidden = (incident: Incident) =>
    inhibitions.coverings([incident], [...hiding.values()], subscription).size > 0;
  return {
    knows: ({ id }: Incident) => sent.has(id),
    take({ incident, position }: LoggedIncident) {
      const { id, version, headline, updatedAt } = incident;
      const { owed } = composeWindow({ entries: [{ incident, position }], sent, trace, floor });
      const [one] = owed;
      if (!one) return;
      if (one.item.kind === "new" && isHidden(incident)) {
        hidden.add(id);
        return;
      }
      sent.set(id, version);
      hidden.delete(id);
      hiding.delete(id);
      if (inhibitions.mayHide(incident)) hiding.set(id, incident);
      if (!incidents.has(id)) incidents.set(id, headline);
      const hour = updatedAt.slice(0, "2026-11-21T07".length);
      byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
    },
    tally(): Tally {
      const hours = Array.from(byHour, ([hour, items]) => ({ hour, items }));
      return {
        items: hours.reduce((sum, { items }) => sum + items, 0),
        hidden: hidden.size,
        incidents,
        worstHour: hours.toSorted((a, b) => b.items - a.items)[0],
      };
    },
  };
}

/** Where every delivery is an alert, nothing milder than the mildest of them is sent. */
function floorOf({ deliver }: Subscription): Severity | undefined {
  const ranks = deliver.map((schedule) =>
    schedule.kind === "immediately" ? severityRank(schedule.severity) : 0,
  );
  const lowest = Math.min(...ranks);
  return lowest === 0 ? undefined : SEVERITIES[lowest];
}
