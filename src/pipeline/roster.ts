import type { Delivery } from "../model/digest.ts";
import type { Subscription } from "../model/subscription.ts";

/** A delivery with the subscription that it carries out. */
export interface Enlisted {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  /** Other deliveries to the same reader: what they told is not new again in this one. */
  readonly toldBy: readonly string[];
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
      for (const delivery of deliveries) {
        const toldBy = deliveries.filter((other) => tellsFor(other, delivery)).map(({ id }) => id);
        roster.set(delivery.id, { delivery, subscription, toldBy });
      }
    }
  }
  return roster;
}

/**
 * An alert tells for every scheduled digest. Two times of the same days are one
 * digest in two parts; a weekly one beside a daily one is a summary of its own.
 */
function tellsFor(other: Delivery, delivery: Delivery): boolean {
  if (other === delivery || delivery.schedule.kind === "immediately") return false;
  if (other.schedule.kind === "immediately") return true;
  return (
    other.schedule.kind === "at" &&
    delivery.schedule.kind === "at" &&
    other.schedule.days.join(" ") === delivery.schedule.days.join(" ")
  );
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
