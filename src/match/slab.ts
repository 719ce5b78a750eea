const PAGE_BITS = 18;
const PAGE_WORDS = 1 << PAGE_BITS;

/**
 * Blocks of 32-bit words in a few large arrays: a million small lists would cost
 * more in array objects than in what they hold. An address is a page and an
 * offset in it; 0 is never one.
 */
export class Slab {
  readonly #pages: Uint32Array[] = [];
  /** Addresses of blocks given back, by their size. */
  readonly #free = new Map<number, number[]>();
  #page = 0;
  /** The first word is left out, so that no block has the address 0. */
  #used = 1;

  allocate(words: number): number {
    const free = this.#free.get(words)?.pop();
    if (free !== undefined) return free;
    // A block that fits no page gets one of its own.
    if (words > PAGE_WORDS) return addressOf(this.#addPage(words), 0);
    if (this.#pages.length === 0 || this.#used + words > PAGE_WORDS) {
      this.#page = this.#addPage(PAGE_WORDS);
      this.#used = this.#page === 0 ? 1 : 0;
    }
    const address = addressOf(this.#page, this.#used);
    this.#used += words;
    return address;
  }

  /** `words` as it was allocated. */
  release(address: number, words: number): void {
    const free = this.#free.get(words);
    if (free) free.push(address);
    else this.#free.set(words, [address]);
  }

  /** The array that an address lies in, from `offsetIn` on. */
  pageOf(address: number): Uint32Array {
    const page = this.#pages[address >>> PAGE_BITS];
    if (!page) throw new RangeError(`no block at ${address}`);
    return page;
  }

  #addPage(words: number): number {
    this.#pages.push(new Uint32Array(words));
    return this.#pages.length - 1;
  }
}

export function offsetIn(address: number): number {
  return address & (PAGE_WORDS - 1);
}

function addressOf(page: number, offset: number): number {
  return page * PAGE_WORDS + offset;
}
