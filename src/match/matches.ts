import type { Subscription } from "../model/subscription.ts";

/** Every subscription that an incident satisfies, each once, in no order that means anything; follows their changes. */
export interface Matches extends Iterable<Subscription> {
  readonly size: number;
  has(id: string): boolean;
}

/** Where subscriptions stand by their slots. */
export interface Slots {
  /** Another number after each change. */
  readonly changes: number;
  slotOf(id: string): number | undefined;
  at(slot: number): Subscription | undefined;
}

/** `find` gives slots in ascending order: subscriptions are looked up by who asks for them. */
export function openMatches(slots: Slots, find: () => Uint32Array): Matches {
  let found = find();
  let foundAt = slots.changes;
  const present = (): Uint32Array => {
    if (foundAt !== slots.changes) found = find();
    foundAt = slots.changes;
    return found;
  };
  return {
    get size() {
      return present().length;
    },
    has(id) {
      const slot = slots.slotOf(id);
      return slot !== undefined && isIn(present(), slot);
    },
    *[Symbol.iterator]() {
      for (const slot of present()) {
        const subscription = slots.at(slot);
        if (subscription !== undefined) yield subscription;
      }
    },
  };
}

function isIn(ascending: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}
