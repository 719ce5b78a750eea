import type { Delivery } from "../model/digest.ts";
import type { Subscription } from "../model/subscription.ts";

/** A delivery with the subscription that it carries out. */
export interface Enlisted {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
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
    const seen = new Map<string, number>();
    for (const schedule of subscription.deliver) {
      const nth = (seen.get(schedule.kind) ?? 0) + 1;
      seen.set(schedule.kind, nth);
      const kind = nth === 1 ? schedule.kind : `${schedule.kind}-${nth}`;
      for (const address of subscription.to) {
        const id = `${subscription.id}.${kind}.${hashAddress(address)}`;
        const delivery = { id, subscriptionId: subscription.id, address, schedule };
        roster.set(id, { delivery, subscription });
      }
    }
  }
  return roster;
}
