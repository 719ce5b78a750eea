import { hashOf } from "./word-hash.ts";

const PARTS = 256;
const FIRST_SIZE = 16;

/**
 * Which number belongs to which id. The ids stay with the caller, and the table is one of many small
 * parts: one that grew as a whole, as a Map does, would stop the process for a tenth of a second at a million.
 */
export class SlotTable {
  readonly #parts = Array.from({ length: PARTS }, () => new Part());
  /** By slot. */
  #hashes = new Uint32Array(PARTS * FIRST_SIZE);
  readonly #idOf: (slot: number) => string | undefined;

  constructor(idOf: (slot: number) => string | undefined) {
    this.#idOf = idOf;
  }

  find(id: string): number | undefined {
    const hash = spreadHash(id);
    const part = this.#partOf(hash);
    const at = this.#cellOf(part, hash, id);
    return at === undefined ? undefined : (part.cells[at] ?? 0) - 2;
  }

  /** An id that is not there yet. */
  add(id: string, slot: number): void {
    const hash = spreadHash(id);
    if (slot >= this.#hashes.length) {
      const hashes = new Uint32Array(this.#hashes.length * 2);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
    }
    this.#hashes[slot] = hash;
    this.#partOf(hash).add(hash, slot, this.#hashes);
  }

  remove(id: string): void {
    const hash = spreadHash(id);
    const part = this.#partOf(hash);
    const at = this.#cellOf(part, hash, id);
    if (at !== undefined) part.cells[at] = 1;
  }

  #partOf(hash: number): Part {
    const part = this.#parts[hash >>> 24];
    if (!part) throw new RangeError(`no part for ${hash}`);
    return part;
  }

  #cellOf({ cells }: Part, hash: number, id: string): number | undefined {
    for (let at = hash & (cells.length - 1); ; at = (at + 1) & (cells.length - 1)) {
      const cell = cells[at] ?? 0;
      if (cell === 0) return undefined;
      if (cell > 1 && this.#hashes[cell - 2] === hash && this.#idOf(cell - 2) === id) return at;
    }
  }
}

class Part {
  /** A slot and two; 0 was never used, 1 was given up. Open addressing, at most half full. */
  cells = new Uint32Array(FIRST_SIZE);
  #used = 0;

  add(hash: number, slot: number, hashes: Uint32Array): void {
    if (this.#used * 2 >= this.cells.length) this.#rebuild(hashes);
    this.#place(hash, slot);
    this.#used += 1;
  }

  #place(hash: number, slot: number): void {
    const { cells } = this;
    let at = hash & (cells.length - 1);
    while ((cells[at] ?? 0) !== 0) at = (at + 1) & (cells.length - 1);
    cells[at] = slot + 2;
  }

  /** Leaves out what was given up, and doubles where that is not enough. */
  #rebuild(hashes: Uint32Array): void {
    const slots = this.cells.filter((cell) => cell > 1);
    const isFull = slots.length * 4 > this.cells.length;
    this.cells = new Uint32Array(this.cells.length * (isFull ? 2 : 1));
    for (const cell of slots) this.#place(hashes[cell - 2] ?? 0, cell - 2);
    this.#used = slots.length;
  }
}

/** Parts are told by the highest bits, cells by the lowest: both have to differ. */
function spreadHash(id: string): number {
  const hash = hashOf(id);
  return (hash ^ (hash >>> 15)) >>> 0;
}
