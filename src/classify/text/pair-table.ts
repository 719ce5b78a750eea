/** A pair of numbers, none below 0, and a value filed under it, not below 0; a pair may come more than once. */
export type FiledPair = readonly [first: number, second: number, value: number];

/** Stands behind the last value of each pair. */
export const END = -1;

/** First, second, where their values begin, and a number to fill the line. */
const SLOT = 4;
const FREE = -1;

/** Values by pairs of numbers, laid out so that looking a pair up touches one line of memory. */
export class PairTable {
  /** Those of one pair in the order they were filed in, and `END`. */
  readonly values: Int32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(filed: readonly FiledPair[]) {
    const byPair = Map.groupBy(filed, ([first, second]) => `${first} ${second}`);
    const count = 2 ** Math.ceil(Math.log2(2 * byPair.size + 1));
    this.#slots = new Int32Array(SLOT * count).fill(FREE);
    this.#mask = count - 1;
    const values: number[] = [END];
    for (const pairs of byPair.values()) {
      const [[first, second] = [0, 0]] = pairs;
      this.#slots.set([first, second, values.length], this.#slotOf(first, second));
      values.push(...pairs.map(([, , value]) => value), END);
    }
    this.values = Int32Array.from(values);
  }

  /** Where the pair's values begin. */
  find(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    return this.#slots[slot] === FREE ? 0 : (this.#slots[slot + 2] ?? 0);
  }

  /** The pair's, or the free one that it would take. */
  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    let slot = hashOf(first, second) & this.#mask;
    while (slots[SLOT * slot] !== FREE) {
      if (slots[SLOT * slot] === first && slots[SLOT * slot + 1] === second) break;
      slot = (slot + 1) & this.#mask;
    }
    return SLOT * slot;
  }
}

function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e_37_79_b1) ^ Math.imul(second, 0x85_eb_ca_6b);
  return mixed ^ (mixed >>> 15);
}
