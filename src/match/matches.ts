import type { Subscription } from "../model/subscription.ts";

/** Every subscription that an incident satisfies, each once, in no order that means anything; follows their changes. */
export interface Matches extends Iterable<Subscription> {
  readonly size: number;
  has(id: string): boolean;
  /** Of these ids the places of those that it has. Quick where many incidents are asked of the same array. */
  among(ids: readonly string[]): readonly number[];
}

/** Ids by their slots, in ascending order. */
export interface AskedSlots {
  readonly slots: Uint32Array;
  /** Where in the array that was asked of each slot's id stands. */
  readonly places: readonly number[];
}

/** Where subscriptions stand by their slots. */
export interface Slots {
  /** Another number after each change. */
  readonly changes: number;
  slotOf(id: string): number | undefined;
  at(slot: number): Subscription | undefined;
  inOrder(ids: readonly string[]): AskedSlots;
}

/** Remembers the last array of ids until a subscription changes. */
export function slotsInOrder(
  slots: Pick<Slots, "changes" | "slotOf">,
): (ids: readonly string[]) => AskedSlots {
  let last: { readonly ids: readonly string[]; readonly at: number; readonly asked: AskedSlots };
  const order = (ids: readonly string[]): AskedSlots => {
    const known = ids.flatMap((id, place) => {
      const slot = slots.slotOf(id);
      return slot === undefined ? [] : [{ slot, place }];
    });
    known.sort((a, b) => a.slot - b.slot);
    return {
      slots: Uint32Array.from(known, ({ slot }) => slot),
      places: known.map(({ place }) => place),
    };
  };
  return (ids) => {
    if (last?.ids !== ids || last.at !== slots.changes)
      last = { ids, at: slots.changes, asked: order(ids) };
    return last.asked;
  };
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
    among(ids) {
      const { slots: asked, places } = slots.inOrder(ids);
      return placesIn(present(), asked).map((at) => places[at] ?? 0);
    },
    *[Symbol.iterator]() {
      for (const slot of present()) {
        const subscription = slots.at(slot);
        if (subscription !== undefined) yield subscription;
      }
    },
  };
}

/** Where `asked` has what `found` has too. */
function placesIn(found: Uint32Array, asked: Uint32Array): number[] {
  const places: number[] = [];
  let from = 0;
  for (let at = 0; at < asked.length && from < found.length; at += 1) {
    const wanted = asked[at] ?? 0;
    from = firstNotBelow(found, wanted, from);
    if (found[from] === wanted) places.push(at);
  }
  return places;
}

function isIn(ascending: Uint32Array, wanted: number): boolean {
  return ascending[firstNotBelow(ascending, wanted, 0)] === wanted;
}

/** By steps that double, then by halves: what is asked for in ascending order is near what was found last. */
function firstNotBelow(ascending: Uint32Array, wanted: number, from: number): number {
  let [low, step] = [from, 1];
  while (low + step < ascending.length && (ascending[low + step] ?? 0) < wanted) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, ascending.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
