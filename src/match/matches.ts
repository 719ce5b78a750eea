import type { Subscription } from "../model/subscription.ts";

/** Every subscription that an incident satisfies, each once, in no order that means anything; follows their changes. */
export interface Matches extends Iterable<Subscription> {
  readonly size: number;
  has(id: string): boolean;
  /** Ascending. */
  readonly slots: Uint32Array;
}

/** By a subscription's id, at which places of many incidents' matches it is: ascending; follows the changes of subscriptions. */
export type PlacesOf = (id: string) => Iterable<number>;

/** Where subscriptions stand by their slots. */
export interface Slots {
  /** Another number after each change. */
  readonly changes: number;
  slotOf(id: string): number | undefined;
  at(slot: number): Subscription | undefined;
}

/** `find` gives slots in ascending order: subscriptions are looked up by who asks for them. */
export function openMatches(slots: Slots, find: () => Uint32Array): Matches {
  const present = untilChange(slots, find);
  return {
    get size() {
      return present().length;
    },
    get slots() {
      return present();
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

/** Whoever asks for thousands of subscriptions walks the matches once. */
export function turnMatches(slots: Slots, all: readonly Pick<Matches, "slots">[]): PlacesOf {
  const present = untilChange(slots, () => turn(all.map((matches) => matches.slots)));
  return (id) => {
    const slot = slots.slotOf(id);
    return slot === undefined ? [] : present()(slot);
  };
}

/** Slots are given anew where a subscription comes or goes. */
function untilChange<T>(slots: Slots, find: () => T): () => T {
  let found = find();
  let foundAt = slots.changes;
  return () => {
    if (foundAt !== slots.changes) found = find();
    foundAt = slots.changes;
    return found;
  };
}

/** A row of places for each slot, one behind the other: counted first, then filled. */
function turn(all: readonly Uint32Array[]): (slot: number) => Iterable<number> {
  const most = all.reduce((highest, slots) => Math.max(highest, slots.at(-1) ?? -1), -1);
  const ends = new Uint32Array(most + 2);
  for (const slots of all) for (const slot of slots) ends[slot + 1] = (ends[slot + 1] ?? 0) + 1;
  for (let slot = 1; slot < ends.length; slot += 1)
    ends[slot] = (ends[slot] ?? 0) + (ends[slot - 1] ?? 0);
  const starts = ends.slice();
  const places = new Uint32Array(ends.at(-1) ?? 0);
  for (const [at, slots] of all.entries())
    for (const slot of slots) {
      const next = starts[slot] ?? 0;
      places[next] = at;
      starts[slot] = next + 1;
    }
  return (slot) => (slot > most ? [] : places.subarray(ends[slot], ends[slot + 1]));
}

function isIn(ascending: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted;
}
