const FIRST_BYTES = 1 << 14;

/** Texts as arrays of their UTF-16 units: a string may be of several parts, and is slow to read one by one. */
export class UnitReader {
  #bytes = Buffer.alloc(FIRST_BYTES);

  /** Good until the next text. */
  read(text: string): Uint16Array {
    if (text.length * 2 > this.#bytes.length) this.#bytes = Buffer.alloc(text.length * 4);
    this.#bytes.write(text, "utf16le");
    return new Uint16Array(this.#bytes.buffer, this.#bytes.byteOffset, text.length);
  }
}
