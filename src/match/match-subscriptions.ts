import type { Incident } from "../model/incident.ts";
import type { Subscription } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import { viewIncident } from "./incident-view.ts";
import { MatchIndex } from "./match-index.ts";
import { type Matches, openMatches, type PlacesOf, type Slots, turnMatches } from "./matches.ts";
import { SlotTable } from "./slot-table.ts";

export interface Matcher {
  match(incident: Incident): Matches;
  /** What it found of many incidents, the other way round. */
  turn(all: readonly Matches[]): PlacesOf;
}

/** A matcher whose subscriptions come and go one at a time; it is their store, too. */
export interface LiveMatcher extends Matcher {
  readonly size: number;
  get(id: string): Subscription | undefined;
  values(): Iterable<Subscription>;
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
  const table = new SlotTable((slot) => index.at(slot)?.id);
  const free: number[] = [];
  const slots = {
    changes: 0,
    slotOf: (id) => table.find(id),
    at: (slot) => index.at(slot),
  } satisfies Slots as Slots & { changes: number };
  const remove = (id: string): void => {
    const slot = table.find(id);
    if (slot === undefined) return;
    slots.changes += 1;
    table.remove(id);
    index.remove(slot);
    free.push(slot);
  };
  return {
    remove,
    get size() {
      return index.length - free.length;
    },
    get(id) {
      const slot = table.find(id);
      return slot === undefined ? undefined : index.at(slot);
    },
    *values() {
      for (let slot = 0; slot < index.length; slot += 1) {
        const subscription = index.at(slot);
        if (subscription) yield subscription;
      }
    },
    add(subscription) {
      remove(subscription.id);
      const slot = free.pop() ?? index.length;
      slots.changes += 1;
      index.add(slot, subscription);
      table.add(subscription.id, slot);
    },
    match(incident) {
      const isHeard = incident.classification.relevant && !incident.retracted;
      const view = viewIncident(incident);
      return openMatches(slots, () => (isHeard ? index.find(view) : NONE));
    },
    turn: (all) => turnMatches(slots, all),
  };
}

const NONE = new Uint32Array();
