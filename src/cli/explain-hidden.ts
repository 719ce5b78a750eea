import { systemClock } from "../adapters/observe/clock.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Incident } from "../model/incident.ts";
import type { Subscription } from "../model/subscription.ts";
import { rosterOf, subscriptionSet } from "../pipeline/roster.ts";
import { hashAddress } from "../roles/hash-address.ts";
import { type HiddenFrom, openHiddenFrom } from "../roles/hidden-from.ts";
import type { Knowledge } from "../roles/knowledge.ts";
import { readSilences } from "../roles/live-silences.ts";
import type { Stores } from "../roles/stores.ts";

/** Why something that rules ask for would not be told after all. */
export interface Hidden extends HiddenFrom {
  /** Absent: any of the subscription's. */
  readonly delivery?: string;
}

/** By the reports that stand before it in the file, had those been told. */
export function hiddenInFile(
  incidents: readonly Incident[],
  { inhibitions, taxonomy }: Pick<Knowledge, "inhibitions" | "taxonomy">,
) {
  return (incident: Incident, subscription: Subscription): readonly Hidden[] => {
    const before = incidents
      .slice(0, incidents.indexOf(incident))
      .filter((earlier) => traceSubscription(subscription, earlier, taxonomy).matched);
    const coverings = inhibitions.coverings([incident], before, subscription);
    const [covering] = coverings.get(incident.id) ?? [];
    if (!covering) return [];
    const nth = incidents.findIndex(({ id }) => id === covering.under) + 1;
    return [{ inhibitedBy: { ...covering, under: `report ${nth} of this file` } }];
  };
}

/** By subscription, what the silences in force and what was told hide of a stored incident. */
export async function hiddenInStore(
  incident: Incident,
  subscriptions: readonly Subscription[],
  { stores, knowledge }: { readonly stores: Stores; readonly knowledge: Knowledge },
): Promise<ReadonlyMap<string, readonly Hidden[]>> {
  const now = systemClock.now();
  const silences = await readSilences(stores.silences, knowledge, now);
  const hiddenFrom = openHiddenFrom(incident, {
    ...stores,
    silences: { find: (...asked) => silences.find(...asked, now) },
    inhibitions: knowledge.inhibitions,
  });
  const roster = rosterOf(subscriptionSet(subscriptions), hashAddress);
  const hidden: [string, Hidden[]][] = [];
  for (const { id } of subscriptions) {
    const deliveries = roster
      .of(id)
      .filter(({ delivery }) => delivery.schedule.kind !== "all-clear");
    const found = await Promise.all(
      deliveries.map(async (enlisted): Promise<Hidden> => ({
        delivery: enlisted.delivery.id,
        ...(await hiddenFrom(enlisted)),
      })),
    );
    hidden.push([id, found.filter((one) => one.silencedBy ?? one.inhibitedBy)]);
  }
  return new Map(hidden);
}

export function describeHidden({ delivery, silencedBy, inhibitedBy }: Hidden): string {
  const where = delivery === undefined ? "" : ` from ${delivery}`;
  if (silencedBy) {
    const { id, reason, author, endsAt } = silencedBy;
    return `    hidden${where}: silence ${id} of ${author} until ${endsAt}: ${reason}`;
  }
  return inhibitedBy
    ? `    hidden${where}: inhibition ${inhibitedBy.inhibition}, beside ${inhibitedBy.under}`
    : "";
}
