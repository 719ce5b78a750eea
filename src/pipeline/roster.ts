import type { Delivery } from "../model/digest.ts";
import type { Subscription } from "../model/subscription.ts";

/** A delivery with the subscription that it carries out. */
export interface Enlisted {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  /** For a scheduled delivery: those by which the same reader is alerted at once. */
  readonly alertedBy: readonly string[];
}

/** Every delivery of a set of subscriptions, by id. */
export type Roster = ReadonlyMap<string, Enlisted>;

/**
 * One delivery for each schedule and address. Its id names the schedule's kind
 * and not its time, so that moving 07:00 to 08:00 keeps the cursor.
 */
export function rosterOf(
  subscriptions: readonly Subscription[],
  hashAddress: (address: string) => string,
): Roster {
  const roster = new Map<string, Enlisted>();
  for (const subscription of subscriptions) {
    for (const address of subscription.to) {
      const deliveries = deliveriesTo(address, subscription, hashAddress(address));
      const alerts = deliveries.flatMap(({ id, schedule }) =>
        schedule.kind === "immediately" ? [id] : [],
      );
      for (const delivery of deliveries) {
        const alertedBy = delivery.schedule.kind === "immediately" ? [] : alerts;
        roster.set(delivery.id, { delivery, subscription, alertedBy });
      }
    }
  }
  return roster;
}

function deliveriesTo(address: string, { id, deliver }: Subscription, hash: string): Delivery[] {
  const seen = new Map<string, number>();
  return deliver.map((schedule) => {
    const nth = (seen.get(schedule.kind) ?? 0) + 1;
    seen.set(schedule.kind, nth);
    const kind = nth === 1 ? schedule.kind : `${schedule.kind}-${nth}`;
    return { id: `${id}.${kind}.${hash}`, subscriptionId: id, address, schedule };
  });
}
