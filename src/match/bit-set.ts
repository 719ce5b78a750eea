/** A set of whole numbers that is filled, read in ascending order and emptied, over and over. */
export class BitSet {
  #words: Uint32Array;
  #drained = new Uint32Array(64);

  constructor(size = 1024) {
    this.#words = new Uint32Array((size + 31) >>> 5);
  }

  /** Makes room for numbers below `size`. */
  reserve(size: number): void {
    const words = (size + 31) >>> 5;
    if (words <= this.#words.length) return;
    const larger = new Uint32Array(words * 2);
    larger.set(this.#words);
    this.#words = larger;
  }

  add(value: number): void {
    const at = value >>> 5;
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (value & 31));
  }

  addAll(page: Uint32Array, start: number, end: number): void {
    const words = this.#words;
    for (let at = start; at < end; at += 1) {
      const value = page[at] ?? 0;
      const word = value >>> 5;
      words[word] = (words[word] ?? 0) | (1 << (value & 31));
    }
  }

  delete(value: number): void {
    const at = value >>> 5;
    this.#words[at] = (this.#words[at] ?? 0) & ~(1 << (value & 31));
  }

  has(value: number): boolean {
    return ((this.#words[value >>> 5] ?? 0) & (1 << (value & 31))) !== 0;
  }

  /** Every number, lowest first; the set is empty then. */
  drain(): Uint32Array {
    const words = this.#words;
    let count = 0;
    for (let at = 0; at < words.length; at += 1) {
      let word = words[at] ?? 0;
      if (word === 0) continue;
      words[at] = 0;
      if (count + 32 > this.#drained.length) this.#enlarge();
      const drained = this.#drained;
      for (; word !== 0; word &= word - 1) {
        drained[count] = at * 32 + 31 - Math.clz32(word & -word);
        count += 1;
      }
    }
    return this.#drained.slice(0, count);
  }

  clear(): void {
    this.#words.fill(0);
  }

  #enlarge(): void {
    const larger = new Uint32Array(this.#drained.length * 2);
    larger.set(this.#drained);
    this.#drained = larger;
  }
}
