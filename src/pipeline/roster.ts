import type { Delivery } from "../model/digest.ts";
import { type AllClearSchedule, type Subscription, WEEKDAYS } from "../model/subscription.ts";

/** A delivery with the subscription that it carries out. */
export interface Enlisted {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  /** Other deliveries to the same reader: what they told is not new again in this one. */
  readonly toldBy: readonly string[];
  /** Other deliveries to the same reader that an `immediately` or an all-clear must not repeat or contradict. */
  readonly knownBy: readonly string[];
}

/** Subscriptions by id, as they are when asked for. */
export interface SubscriptionSet {
  get(id: string): Subscription | undefined;
  values(): Iterable<Subscription>;
}

/** Every delivery of a set of subscriptions. Made as it is asked for: it follows the set and costs no memory of its own. */
export interface Roster {
  get(deliveryId: string): Enlisted | undefined;
  /** The deliveries of one subscription. */
  of(subscriptionId: string): readonly Enlisted[];
  /** Every delivery; with a kind, of those subscriptions alone that have one of it. */
  values(kind?: Subscription["deliver"][number]["kind"]): Iterable<Enlisted>;
}

/** Subscriptions whose deliveries are kept at hand: those looked at last. */
const KEPT = 1_000;
/** An all-clear comes at the hour of the first scheduled digest, else at this one. */
const ALL_CLEAR_TIME = "08:00";

/**
 * One delivery for each schedule and address. Its id names the schedule's kind
 * and not its time, so that moving 07:00 to 08:00 keeps the cursor.
 */
export function rosterOf(
  subscriptions: SubscriptionSet,
  hashAddress: (address: string) => string,
): Roster {
  const kept = new Map<Subscription, readonly Enlisted[]>();
  const enlistedOf = (subscription: Subscription): readonly Enlisted[] => {
    const known = kept.get(subscription);
    if (known) return known;
    if (kept.size >= KEPT) kept.clear();
    const enlisted = enlist(subscription, hashAddress);
    kept.set(subscription, enlisted);
    return enlisted;
  };
  const of = (id: string): readonly Enlisted[] => {
    const subscription = subscriptions.get(id);
    return subscription ? enlistedOf(subscription) : [];
  };
  return {
    of,
    get: (deliveryId) =>
      of(deliveryId.slice(0, deliveryId.indexOf("."))).find(
        ({ delivery }) => delivery.id === deliveryId,
      ),
    *values(kind) {
      for (const subscription of subscriptions.values()) {
        // Seen before deliveries are made, which costs a hundred times as much.
        const isAsked = kind === undefined || subscription.deliver.some((one) => one.kind === kind);
        if (isAsked) yield* enlist(subscription, hashAddress);
      }
    },
  };
}

function enlist(
  subscription: Subscription,
  hashAddress: (address: string) => string,
): readonly Enlisted[] {
  return subscription.to.flatMap((address) => {
    const deliveries = deliveriesTo(address, subscription, hashAddress(address));
    return deliveries.map((delivery) => ({
      delivery,
      subscription,
      toldBy: deliveries.filter((other) => tellsFor(other, delivery)).map(({ id }) => id),
      knownBy: deliveries.filter((other) => knowsFor(other, delivery)).map(({ id }) => id),
    }));
  });
}

/** A fixed set. */
export function subscriptionSet(subscriptions: readonly Subscription[]): SubscriptionSet {
  return new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
}

/**
 * An alert tells for every scheduled digest. Two times of the same days are one
 * digest in two parts; a weekly one beside a daily one is a summary of its own.
 */
function tellsFor(other: Delivery, delivery: Delivery): boolean {
  const { kind } = delivery.schedule;
  if (other === delivery || kind === "immediately" || kind === "all-clear") return false;
  if (other.schedule.kind === "immediately") return true;
  return (
    other.schedule.kind === "at" &&
    delivery.schedule.kind === "at" &&
    other.schedule.days.join(" ") === delivery.schedule.days.join(" ")
  );
}

/** What a digest told while an alert waited is no news for the alert. */
function knowsFor(other: Delivery, { id, schedule }: Delivery): boolean {
  if (other.id === id || other.schedule.kind === "all-clear") return false;
  return schedule.kind === "immediately" || schedule.kind === "all-clear";
}

function deliveriesTo(address: string, subscription: Subscription, hash: string): Delivery[] {
  const { id, deliver } = subscription;
  const seen = new Map<string, number>();
  const allClear = allClearOf(subscription);
  return [...deliver, ...(allClear ? [allClear] : [])].map((schedule) => {
    const nth = (seen.get(schedule.kind) ?? 0) + 1;
    seen.set(schedule.kind, nth);
    const kind = nth === 1 ? schedule.kind : `${schedule.kind}-${nth}`;
    return { id: `${id}.${kind}.${hash}`, subscriptionId: id, address, schedule };
  });
}

function allClearOf({ deliver, mail }: Subscription): AllClearSchedule | undefined {
  if (mail.allClear === undefined) return undefined;
  const first = deliver.find((schedule) => schedule.kind === "at");
  return {
    kind: "all-clear",
    time: first?.time ?? ALL_CLEAR_TIME,
    days: mail.allClear === "daily" ? WEEKDAYS : ["mon"],
  };
}
