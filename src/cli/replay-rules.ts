import { composeItems, type LoggedIncident } from "../digest/compose-digest.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import { compileSubscriptions } from "../match/match-subscriptions.ts";
import type { Incident } from "../model/incident.ts";
import { SEVERITIES, type Severity, severityRank } from "../model/severity.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";

/** What a set of rules sends over a part of the log. */
export interface RuleSet {
  readonly subscriptions: readonly Subscription[];
  readonly taxonomy: Taxonomy;
}

/** What one subscription would have been sent. */
export interface Tally {
  /** News, updates, corrections and retractions. */
  readonly items: number;
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
  { subscriptions, taxonomy }: RuleSet,
  passed: () => void,
): ReadonlyMap<string, Tally> {
  const matcher = compileSubscriptions(subscriptions, taxonomy);
  const readers = new Map(subscriptions.map((one) => [one.id, openReader(one, taxonomy)]));
  for (const entry of entries) {
    const concerned = new Set(matcher.match(entry.incident).map(({ id }) => id));
    for (const [id, reader] of readers) {
      if (concerned.has(id) || reader.knows(entry.incident)) reader.take(entry);
    }
    passed();
  }
  return new Map([...readers].map(([id, reader]) => [id, reader.tally()]));
}

function openReader(subscription: Subscription, taxonomy: Taxonomy) {
  const sent = new Map<string, number>();
  const incidents = new Map<string, string>();
  const byHour = new Map<string, number>();
  const floor = floorOf(subscription);
  const trace = (incident: Incident) => traceSubscription(subscription, incident, taxonomy);
  return {
    knows: ({ id }: Incident) => sent.has(id),
    take(entry: LoggedIncident) {
      const { id, version, headline, updatedAt } = entry.incident;
      if (composeItems({ entries: [entry], sent, trace, floor }).length === 0) return;
      sent.set(id, version);
      if (!incidents.has(id)) incidents.set(id, headline);
      const hour = updatedAt.slice(0, "2026-11-21T07".length);
      byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
    },
    tally(): Tally {
      const hours = Array.from(byHour, ([hour, items]) => ({ hour, items }));
      return {
        items: hours.reduce((sum, { items }) => sum + items, 0),
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
