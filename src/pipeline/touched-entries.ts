import type { Subscription } from "../model/subscription.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { RulesInForce } from "./sealing.ts";

/** What of a window is the same for all deliveries. */
interface Turned {
  /** Places of an incident's entries. */
  readonly of: ReadonlyMap<string, readonly number[]>;
  /** Places of incidents that whoever was told of them before has to hear of, whatever their rules say by now. */
  readonly acted: readonly number[];
}

const turned = new WeakMap<readonly LoggedIncident[], Turned>();

/**
 * Entries, in their order, of incidents that may be owed to a subscription: what was never told before and satisfies no
 * rule needs no looking up. `looked`: incidents that are looked at whatever they satisfy.
 */
export function touchedEntries(
  { matching }: Pick<RulesInForce, "matching">,
  subscription: Subscription,
  entries: readonly LoggedIncident[],
  looked: ReadonlySet<string>,
): readonly LoggedIncident[] {
  const { of, acted } = turned.getOrInsertComputed(entries, turn);
  const places = new Set(acted);
  const addAll = (id: string): void => {
    for (const place of of.get(id) ?? []) places.add(place);
  };
  for (const at of matching(subscription, entries)) addAll(entries[at]?.incident.id ?? "");
  for (const id of looked) addAll(id);
  return [...places].toSorted((a, b) => a - b).flatMap((at) => entries[at] ?? []);
}

function turn(entries: readonly LoggedIncident[]): Turned {
  const of = Map.groupBy(entries.keys(), (at) => entries[at]?.incident.id ?? "");
  const acted = [...of.values()].filter((places) =>
    places.some((at) => hasActed(entries[at]?.incident)),
  );
  return { of, acted: acted.flat() };
}

/** A version that adds a teller changes nothing for who was told the one before. */
function hasActed(incident: LoggedIncident["incident"] | undefined): boolean {
  return incident !== undefined && incident.version > 1 && incident.change !== "minor";
}
