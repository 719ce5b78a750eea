/** The number of a word that was never added. */
export const UNKNOWN = -1;

/** The hash of a word's letters, and its number plus one; 0 where there is none. */
const SLOT = 2;

/** Words by their letters, numbered as they are added; what looking one up touches lies side by side. */
export class LetterTable {
  /** Twice as many as there are words, or more. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** The letters of one word after another. */
  #letters = new Uint16Array(4_096);
  /** By number: where a word's letters begin; one more at the end. */
  readonly #starts: Uint32Array;
  #count = 0;

  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * most + 1));
    this.#slots = new Int32Array(SLOT * slots);
    this.#mask = slots - 1;
    this.#starts = new Uint32Array(most + 1);
  }

  /** The number of the word that stands there, or `UNKNOWN`. */
  find(letters: Uint16Array, start: number, end: number): number {
    return (this.#slots[this.#slotOf(letters, start, end) + 1] ?? 0) - 1;
  }

  /** Adds one that is not known yet. */
  add(letters: Uint16Array, start: number, end: number): void {
    const slot = this.#slotOf(letters, start, end);
    const from = this.#starts[this.#count] ?? 0;
    const to = from + end - start;
    if (to > this.#letters.length) this.#grow(to);
    this.#letters.set(letters.subarray(start, end), from);
    this.#count += 1;
    this.#starts[this.#count] = to;
    this.#slots[slot] = hashOf(letters, start, end);
    this.#slots[slot + 1] = this.#count;
  }

  /** The word's, or the free one that it would take. */
  #slotOf(letters: Uint16Array, start: number, end: number): number {
    const slots = this.#slots;
    const hash = hashOf(letters, start, end);
    let slot = hash & this.#mask;
    for (;;) {
      const number = (slots[SLOT * slot + 1] ?? 0) - 1;
      if (number === UNKNOWN) return SLOT * slot;
      if (slots[SLOT * slot] === hash && this.#isWord(number, letters, start, end))
        return SLOT * slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #isWord(number: number, letters: Uint16Array, start: number, end: number): boolean {
    const from = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - from !== end - start) return false;
    const own = this.#letters;
    for (let at = start; at < end; at += 1)
      if (own[from + at - start] !== letters[at]) return false;
    return true;
  }

  #grow(least: number): void {
    const letters = this.#letters;
    this.#letters = new Uint16Array(Math.max(least, 2 * letters.length));
    this.#letters.set(letters);
  }
}

function hashOf(letters: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1)
    hash = Math.imul(hash ^ (letters[at] ?? 0), 0x01_00_01_93);
  return hash ^ (hash >>> 15);
}
