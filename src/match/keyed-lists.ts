import type { BitSet } from "./bit-set.ts";
import { SortedLists } from "./sorted-lists.ts";

const FIRST_SIZE = 1024;

/**
 * Sorted lists of numbers, each under a key of 32 bits; the keys 0 and 1 are one. Keys that differ in their two lowest
 * bits alone are of one family and lie side by side, so that the family is found with one look.
 */
export class KeyedLists {
  readonly lists = new SortedLists();
  /** A key and its list's name, or two zeros. Open addressing, two thirds full at most; what was emptied keeps its key. */
  #cells = new Int32Array(2 * FIRST_SIZE);
  #used = 0;

  add(asked: number, value: number): void {
    const key = asked || 1;
    let at = this.#find(key);
    if (this.#cells[at] === 0) {
      if (this.#used * 3 >= this.#cells.length) {
        this.#rebuild();
        at = this.#find(key);
      }
      this.#cells[at] = key;
      this.#used += 1;
    }
    this.#cells[at + 1] = this.lists.with(this.#cells[at + 1] ?? 0, value);
  }

  remove(key: number, value: number): void {
    const at = this.#find(key || 1);
    this.#cells[at + 1] = this.lists.without(this.#cells[at + 1] ?? 0, value);
  }

  /** The list's name among `lists` until the next change; 0 where it is empty. */
  listOf(key: number): number {
    return this.#cells[this.#find(key || 1) + 1] ?? 0;
  }

  addTo(found: BitSet, key: number): void {
    this.lists.addTo(found, this.listOf(key));
  }

  /** Adds what stands under keys from `first`, the least of a family, up to `last`, one of the same. */
  addFamilyTo(found: BitSet, first: number, last: number): void {
    const cells = this.#cells;
    const mask = cells.length - 2;
    for (let at = startOf(first, mask); ; at = (at + 2) & mask) {
      const key = cells[at] ?? 0;
      if (key === 0) return;
      if (key >= first && key <= last) this.lists.addTo(found, cells[at + 1] ?? 0);
    }
  }

  /** Where a key's cell is, or would be. */
  #find(key: number): number {
    const cells = this.#cells;
    const mask = cells.length - 2;
    let at = startOf(key, mask);
    while (cells[at] !== 0 && cells[at] !== key) at = (at + 2) & mask;
    return at;
  }

  /** Leaves out what was emptied, and doubles where that is not enough. */
  #rebuild(): void {
    const old = this.#cells;
    let filled = 0;
    for (let at = 1; at < old.length; at += 2) if (old[at] !== 0) filled += 1;
    this.#cells = new Int32Array(old.length * (filled * 6 > old.length ? 2 : 1));
    this.#used = filled;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      const to = this.#find(old[at] ?? 0);
      this.#cells[to] = old[at] ?? 0;
      this.#cells[to + 1] = old[at + 1] ?? 0;
    }
  }
}

/** The same for all of a family. */
function startOf(key: number, mask: number): number {
  const mixed = Math.imul(key >>> 2, 0x9e3779b1);
  return ((mixed ^ (mixed >>> 15)) << 1) & mask;
}
