import { Slab, offsetIn } from "./slab.ts";

/** Sizes of blocks: 2, 3, 4, 6, 8, 12, ... words, so that a third of a block at most lies idle. */
function capacityOf(step: number): number {
  return step % 2 === 0 ? 2 << (step / 2) : 3 << ((step - 1) / 2);
}

const FIRST_LISTS = 1024;

/** Many sets of whole numbers, each in ascending order. */
export class SortedLists {
  readonly #slab = new Slab();
  #address = new Uint32Array(FIRST_LISTS);
  #length = new Uint32Array(FIRST_LISTS);
  #step = new Uint8Array(FIRST_LISTS);
  #count = 0;

  /** A new empty list. */
  open(): number {
    if (this.#count === this.#address.length) this.#grow();
    this.#count += 1;
    return this.#count - 1;
  }

  add(list: number, value: number): void {
    const length = this.lengthOf(list);
    if (length === 0) this.#address[list] = this.#slab.allocate(capacityOf(0));
    else if (length === capacityOf(this.#stepOf(list))) this.#enlarge(list);
    const page = this.pageOf(list);
    const start = this.startOf(list);
    const at = start + this.#find(list, value);
    if (at < start + length) {
      if (page[at] === value) return;
      page.copyWithin(at + 1, at, start + length);
    }
    page[at] = value;
    this.#length[list] = length + 1;
  }

  remove(list: number, value: number): void {
    const length = this.lengthOf(list);
    if (length === 0) return;
    const page = this.pageOf(list);
    const start = this.startOf(list);
    const at = start + this.#find(list, value);
    if (at === start + length || page[at] !== value) return;
    page.copyWithin(at, at + 1, start + length);
    this.#length[list] = length - 1;
    if (length > 1) return;
    this.#slab.release(this.#addressOf(list), capacityOf(this.#stepOf(list)));
    this.#step[list] = 0;
  }

  lengthOf(list: number): number {
    return this.#length[list] ?? 0;
  }

  /** The array that holds a list that is not empty, from `startOf` on. */
  pageOf(list: number): Uint32Array {
    return this.#slab.pageOf(this.#addressOf(list));
  }

  startOf(list: number): number {
    return offsetIn(this.#addressOf(list));
  }

  /** Where `value` stands, or would stand, counted from the list's start. */
  #find(list: number, value: number): number {
    const length = this.lengthOf(list);
    if (length === 0) return 0;
    const page = this.pageOf(list);
    const start = this.startOf(list);
    // The usual case: the newest subscription has the highest number.
    if ((page[start + length - 1] ?? 0) < value) return length;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((page[start + middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #enlarge(list: number): void {
    const step = this.#stepOf(list);
    const length = this.lengthOf(list);
    const address = this.#slab.allocate(capacityOf(step + 1));
    const [from, start] = [this.pageOf(list), this.startOf(list)];
    this.#slab.pageOf(address).set(from.subarray(start, start + length), offsetIn(address));
    this.#slab.release(this.#addressOf(list), capacityOf(step));
    this.#address[list] = address;
    this.#step[list] = step + 1;
  }

  #grow(): void {
    const size = this.#count * 2;
    this.#address = enlarged(this.#address, new Uint32Array(size));
    this.#length = enlarged(this.#length, new Uint32Array(size));
    this.#step = enlarged(this.#step, new Uint8Array(size));
  }

  #addressOf(list: number): number {
    return this.#address[list] ?? 0;
  }

  #stepOf(list: number): number {
    return this.#step[list] ?? 0;
  }
}

function enlarged<A extends Uint32Array | Uint8Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}
