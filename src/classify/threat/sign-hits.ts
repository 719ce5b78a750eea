import type { NameNumbers } from "./name-numbers.ts";

export interface SignHit {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

const NONE: readonly SignHit[] = [];

/** Where the signs of a lexicon stand in a document. */
export class SignHits {
  readonly #signs: NameNumbers;
  /** By a sign's number, in order of the text. */
  readonly #lists: (SignHit[] | undefined)[] = [];
  /** By a sign's number: the last sentence that has it, plus one. */
  readonly #lastSentence: Uint32Array;
  /** Numbers of those that were found, in order of the text. */
  readonly found: number[] = [];

  constructor(signs: NameNumbers) {
    this.#signs = signs;
    for (let sign = 0; sign < signs.count; sign += 1) this.#lists.push(undefined);
    this.#lastSentence = new Uint32Array(signs.count);
  }

  /** Hits come in order of the text. Whether it is the sentence's first of the sign. */
  add(sign: number, hit: SignHit): boolean {
    const list = this.#lists[sign];
    if (list === undefined) {
      this.#lists[sign] = [hit];
      this.found.push(sign);
    } else list.push(hit);
    const isFirst = this.#lastSentence[sign] !== hit.sentence + 1;
    this.#lastSentence[sign] = hit.sentence + 1;
    return isFirst;
  }

  /** Whether the sign was found in the sentence, of those read so far the last one. */
  isInLast(sign: number, sentence: number): boolean {
    return this.#lastSentence[sign] === sentence + 1;
  }

  of(sign: string): readonly SignHit[] {
    return this.ofNumber(this.#signs.find(sign));
  }

  ofNumber(sign: number): readonly SignHit[] {
    return this.#lists[sign] ?? NONE;
  }

  in(sign: number, sentence: number): readonly SignHit[] {
    const list = this.ofNumber(sign);
    let first = 0;
    while (first < list.length && (list[first]?.sentence ?? sentence) < sentence) first += 1;
    let end = first;
    while (list[end]?.sentence === sentence) end += 1;
    if (first === end) return NONE;
    return first === 0 && end === list.length ? list : list.slice(first, end);
  }

  startsAt(sign: string, token: number): boolean {
    for (const { from } of this.of(sign)) if (from >= token) return from === token;
    return false;
  }

  endsAt(sign: string, token: number): boolean {
    for (const { from, to } of this.of(sign)) {
      if (to === token) return true;
      if (from >= token) return false;
    }
    return false;
  }
}
