/** Rows of weights without their noughts, which most are: each is its length, then a head and its weight in turn. */
export class SparseRows {
  /** By row: where it begins. */
  readonly starts: Uint32Array;
  readonly #bytes: Int8Array;

  /** From rows that have a weight for each of at most 127 heads; they are laid out in this order. */
  constructor(weights: Int8Array, heads: number, order: Uint32Array) {
    let told = 0;
    for (let i = 0; i < weights.length; i += 1) if (weights[i] !== 0) told += 1;
    const bytes = new Int8Array(order.length + 2 * told);
    this.starts = new Uint32Array(order.length);
    this.#bytes = bytes;
    let end = 0;
    for (let i = 0; i < order.length; i += 1) {
      const row = order[i] ?? 0;
      const start = end;
      end += 1;
      for (let head = 0; head < heads; head += 1) {
        const weight = weights[row * heads + head] ?? 0;
        if (weight === 0) continue;
        bytes[end] = head;
        bytes[end + 1] = weight;
        end += 2;
      }
      this.starts[row] = start;
      bytes[start] = (end - start - 1) / 2;
    }
  }

  /** Adds the row that begins at `start`, `times` as loud, to the sums of the heads. */
  addTo(sums: Float64Array, start: number, times: number): void {
    const bytes = this.#bytes;
    const end = start + 1 + 2 * (bytes[start] ?? 0);
    for (let at = start + 1; at < end; at += 2) {
      const head = bytes[at] ?? 0;
      sums[head] = (sums[head] ?? 0) + times * (bytes[at + 1] ?? 0);
    }
  }

  weightAt(start: number, head: number): number {
    const bytes = this.#bytes;
    const end = start + 1 + 2 * (bytes[start] ?? 0);
    for (let at = start + 1; at < end; at += 2) if (bytes[at] === head) return bytes[at + 1] ?? 0;
    return 0;
  }
}
