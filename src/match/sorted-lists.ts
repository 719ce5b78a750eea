import type { BitSet } from "./bit-set.ts";
import { Slab, offsetIn } from "./slab.ts";

/** Makes a number the name of the list that holds it alone: such names are below 0, the addresses of blocks above. */
const SINGLE = 1 << 31;

/**
 * Many sets of numbers below 2^31, each in ascending order. A list is named by what `with` or
 * `without` last gave; 0 is the empty one. Most lists are of one number, and of these the name is
 * all there is. Any other is a block of its length and its numbers.
 */
export class SortedLists {
  readonly #slab = new Slab();

  /** Gives the list's name from then on. */
  with(list: number, value: number): number {
    if (list === 0) return value | SINGLE;
    if (isSingle(list)) return this.#opened(valueOf(list), value);
    const { page, start, length } = this.#blockOf(list);
    const at = placeOf(value, page, start, length);
    if (at < start + length && page[at] === value) return list;
    if (blockFor(length) === blockFor(length + 1)) {
      page.copyWithin(at + 1, at, start + length);
      page[at] = value;
      page[start - 1] = length + 1;
      return list;
    }
    const moved = this.#slab.allocate(blockFor(length + 1));
    const [into, to] = [this.#slab.pageOf(moved), offsetIn(moved)];
    into[to] = length + 1;
    into.set(page.subarray(start, at), to + 1);
    into[to + 1 + at - start] = value;
    into.set(page.subarray(at, start + length), to + 2 + at - start);
    this.#slab.release(list, blockFor(length));
    return moved;
  }

  /** Gives the list's name from then on. */
  without(list: number, value: number): number {
    if (list === 0) return 0;
    if (isSingle(list)) return valueOf(list) === value ? 0 : list;
    const { page, start, length } = this.#blockOf(list);
    const at = placeOf(value, page, start, length);
    if (at === start + length || page[at] !== value) return list;
    page.copyWithin(at, at + 1, start + length);
    page[start - 1] = length - 1;
    if (length > 2 && blockFor(length) === blockFor(length - 1)) return list;
    const left = page.subarray(start, start + length - 1);
    const name = length === 2 ? (left[0] ?? 0) | SINGLE : this.#blockWith(left);
    this.#slab.release(list, blockFor(length));
    return name;
  }

  addTo(found: BitSet, list: number): void {
    if (list === 0) return;
    if (isSingle(list)) {
      found.add(valueOf(list));
      return;
    }
    const page = this.#slab.pageOf(list);
    const start = offsetIn(list) + 1;
    found.addAll(page, start, start + (page[start - 1] ?? 0));
  }

  lengthOf(list: number): number {
    if (list <= 0) return list === 0 ? 0 : 1;
    return this.#slab.pageOf(list)[offsetIn(list)] ?? 0;
  }

  /** The `at`-th number, counted from 0. */
  valueAt(list: number, at: number): number {
    if (isSingle(list)) return valueOf(list);
    return this.#slab.pageOf(list)[offsetIn(list) + 1 + at] ?? 0;
  }

  #blockOf(list: number) {
    const page = this.#slab.pageOf(list);
    const start = offsetIn(list) + 1;
    return { page, start, length: page[start - 1] ?? 0 };
  }

  #opened(one: number, other: number): number {
    if (one === other) return one | SINGLE;
    return this.#blockWith([Math.min(one, other), Math.max(one, other)]);
  }

  #blockWith(values: ArrayLike<number>): number {
    const list = this.#slab.allocate(blockFor(values.length));
    const [page, at] = [this.#slab.pageOf(list), offsetIn(list)];
    page[at] = values.length;
    page.set(values, at + 1);
    return list;
  }
}

function isSingle(list: number): boolean {
  return list < 0;
}

function valueOf(list: number): number {
  return list & ~SINGLE;
}

/** Words of the block for so many numbers: 3, 4, 6, 8, 12, ... so that a third of it at most lies idle. */
function blockFor(length: number): number {
  const power = 2 ** (32 - Math.clz32(length));
  return length < (power * 3) / 4 ? (power * 3) / 4 : power;
}

/** Where a value stands in the page, or would stand. */
function placeOf(value: number, page: Uint32Array, start: number, length: number): number {
  let low = start;
  let high = start + length;
  // The usual case: the newest subscription has the highest number.
  if ((page[high - 1] ?? 0) < value) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((page[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
