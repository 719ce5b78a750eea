const FIRST_SIZE = 256;
const LAST_ROUND = 2 ** 32 - 1;

/** A set of whole numbers that is emptied at once, however many it holds. */
export class Marks {
  #madeIn = new Uint32Array(FIRST_SIZE);
  #round = 1;
  readonly #lastRound: number;

  constructor(lastRound = LAST_ROUND) {
    this.#lastRound = lastRound;
  }

  /** Empties it. */
  begin(): void {
    if (this.#round === this.#lastRound) {
      // Rounds are counted anew: a mark of long ago must not look like one of this round.
      this.#madeIn.fill(0);
      this.#round = 0;
    }
    this.#round += 1;
  }

  add(value: number): void {
    if (value >= this.#madeIn.length) this.#grow(value);
    this.#madeIn[value] = this.#round;
  }

  has(value: number): boolean {
    return this.#madeIn[value] === this.#round;
  }

  #grow(value: number): void {
    const larger = new Uint32Array(Math.max(value + 1, this.#madeIn.length * 2));
    larger.set(this.#madeIn);
    this.#madeIn = larger;
  }
}
