import type { Incident } from "../model/incident.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { viewIncident } from "./incident-view.ts";
import { MatchIndex } from "./match-index.ts";
import { SlotTable } from "./slot-table.ts";

export interface Matcher {
  /** Every subscription that the incident satisfies, each once, in no order that means anything. */
  match(incident: Incident): readonly Subscription[];
}

/** A matcher whose subscriptions come and go one at a time. */
export interface LiveMatcher extends Matcher {
  /** Takes the place of the one of the same id, if there is one. */
  add(subscription: Subscription): void;
  remove(id: string): void;
}

/** Prepares all rules at once, so that an incident is tried only against those it could satisfy. */
export function compileSubscriptions(
  subscriptions: readonly Subscription[],
  taxonomy: Taxonomy,
): Matcher {
  const matcher = openMatcher(taxonomy);
  for (const subscription of subscriptions) matcher.add(subscription);
  return matcher;
}

export function openMatcher(taxonomy: Taxonomy): LiveMatcher {
  const index = new MatchIndex(taxonomy);
  const ids: (string | undefined)[] = [];
  const slots = new SlotTable((slot) => ids[slot]);
  const free: number[] = [];
  const remove = (id: string): void => {
    const slot = slots.find(id);
    if (slot === undefined) return;
    index.remove(slot);
    slots.remove(id);
    ids[slot] = undefined;
    free.push(slot);
  };
  return {
    remove,
    add(subscription) {
      remove(subscription.id);
      const slot = free.pop() ?? ids.length;
      ids[slot] = subscription.id;
      slots.add(subscription.id, slot);
      index.add(slot, subscription);
    },
    match(incident) {
      if (!incident.classification.relevant || incident.retracted) return [];
      return index.find(viewIncident(incident));
    },
  };
}
