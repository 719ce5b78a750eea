const FIRST_SIZE = 256;

/** A set of whole numbers that is emptied at once, however many it holds. */
export class Marks {
  #madeIn = new Uint32Array(FIRST_SIZE);
  #round = 1;

  /** Empties it. */
  begin(): void {
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
