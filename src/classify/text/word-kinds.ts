/** One word of a phrase: any of the words, or anything that begins with one of the stems. */
export interface Step {
  readonly words: ReadonlySet<string>;
  readonly stems: readonly string[];
  /** Words that may stand between this one and the one before. */
  readonly gap: number;
}

/** The kind of all words that no step accepts. */
export const NO_KIND = 0;

/**
 * Words as the steps of some phrases tell them apart: each that a step names is of a kind of its own; of all others,
 * those with the same longest stem are of one. Kinds are numbered along the alphabet, so that a stem's are a row.
 */
export class WordKinds {
  /** By kind: the word, or the stem of the words. */
  readonly #texts: readonly string[];
  readonly #byWord = new Map<string, number>();
  readonly #byStem = new Map<string, number>();
  readonly #longestStem: number;

  constructor(steps: Iterable<Step>) {
    const [words, stems] = [new Set<string>(), new Set<string>()];
    for (const step of steps) {
      for (const word of step.words) words.add(word);
      for (const stem of step.stems) stems.add(stem);
    }
    const texts = [""];
    for (const text of [...words.union(stems)].toSorted()) {
      if (stems.has(text)) this.#byStem.set(text, texts.push(text) - 1);
      if (words.has(text)) this.#byWord.set(text, texts.push(text) - 1);
    }
    this.#texts = texts;
    this.#longestStem = Math.max(0, ...[...stems].map(({ length }) => length));
  }

  /** `NO_KIND` counts too. */
  get count(): number {
    return this.#texts.length;
  }

  of(word: string): number {
    const own = this.#byWord.get(word);
    if (own !== undefined) return own;
    for (let length = Math.min(word.length, this.#longestStem); length > 0; length -= 1) {
      const stem = this.#byStem.get(word.slice(0, length));
      if (stem !== undefined) return stem;
    }
    return NO_KIND;
  }

  /** The kinds of what begins with the stem. */
  beginningWith(stem: string): number[] {
    const kinds: number[] = [];
    const first = this.#byStem.get(stem) ?? NO_KIND;
    for (let kind = first; this.#texts[kind]?.startsWith(stem) === true; kind += 1)
      kinds.push(kind);
    return kinds;
  }

  acceptedBy({ words, stems }: Step): Set<number> {
    const accepted = new Set(stems.flatMap((stem) => this.beginningWith(stem)));
    for (const word of words) accepted.add(this.of(word));
    return accepted;
  }
}
