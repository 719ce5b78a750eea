import { FormNumbers } from "./form-numbers.ts";
import { END, type FiledPair, PairTable } from "./pair-table.ts";
import type { WordForm } from "./word-form.ts";
import { NO_KIND, type Step, WordKinds } from "./word-kinds.ts";

/** A phrase as a list writes it, ready to be found, and what finding it means. */
export interface Phrase<T> {
  readonly steps: readonly [Step, ...Step[]];
  readonly means: T;
}

/** Half-open. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** Takes what a phrase means, and the half-open range of words it stands at. */
export type TakeHit<T> = (from: number, to: number, means: T) => void;

/** A step behind the first. */
interface LaterStep {
  readonly accepts: ReadonlySet<number>;
  readonly gap: number;
}

/** What a phrase has behind its first word: nothing, one of some words right there, or anything else. */
type Shape = 0 | 1 | 2;

interface Begun<T> {
  readonly shape: Shape;
  readonly later: readonly LaterStep[];
  readonly means: T;
}

/**
 * Of a kind: where its phrases begin, those of several words, and where they end; how far off a second word may be; and a
 * bit for each of these words' kinds by its last digits, which spares looking up nearly all pairs that begin nothing.
 */
const ROW = 8;
const BITS = 4;
/** A second word is noted by its phrase's place times this, plus how far off it is. */
const FARTHEST = 64;

/**
 * Many phrases, found together. What is asked of most words is in rows of numbers: of which kind a word is, which
 * phrases begin with that kind, and which of these go on with the kind of a word behind it.
 */
export class PhraseBook<T> {
  readonly #kinds: FormNumbers;
  /** Those that one kind begins stand side by side, by their shape: in that order they are found. */
  readonly #begun: readonly Begun<T>[];
  /** Of each of these. */
  readonly #means: readonly T[];
  readonly #rows: Int32Array;
  /** Places in `begun` by the kinds of the first two words. */
  readonly #secondWords: PairTable;
  /** Of the word last looked at; the next takes its room. */
  readonly #seconds: number[] = [];

  /** `keyOf` folds the words of documents the way those of the phrases are folded. */
  constructor(phrases: readonly Phrase<T>[], keyOf: (form: WordForm) => string) {
    const kinds = new WordKinds(phrases.flatMap(({ steps }) => steps));
    const byKind = byFirstKind(phrases, kinds);
    const secondWords: FiledPair[] = [];
    this.#kinds = new FormNumbers((form) => kinds.of(keyOf(form)));
    this.#begun = byKind.flat();
    this.#means = this.#begun.map(({ means }) => means);
    this.#rows = new Int32Array(ROW * kinds.count);
    let first = 0;
    for (const [kind, begun] of byKind.entries()) {
      const single = begun.filter(({ later }) => later.length === 0).length;
      const gaps = begun.map(({ later }) => later[0]?.gap ?? 0);
      const reach = Math.max(0, ...gaps) + 1;
      this.#rows.set([first, first + single, first + begun.length, reach], ROW * kind);
      for (const [index, { later }] of begun.entries()) {
        for (const second of later[0]?.accepts ?? []) {
          secondWords.push([kind, second, first + index]);
          const bits = bitsAt(ROW * kind, second);
          this.#rows[bits] = (this.#rows[bits] ?? 0) | (1 << second);
        }
      }
      first += begun.length;
    }
    this.#secondWords = new PairTable(secondWords);
  }

  /** By word, for `find`. */
  kindsOf(forms: readonly WordForm[]): Int32Array {
    return this.#kinds.ofAll(forms);
  }

  /** Every phrase within the range, in order of where it begins. */
  find(kinds: Int32Array, { from, to }: WordRange, take: TakeHit<T>): void {
    const [means, rows] = [this.#means, this.#rows];
    for (let at = from; at < to; at += 1) {
      const row = ROW * (kinds[at] ?? NO_KIND);
      const several = rows[row + 1] ?? 0;
      for (let place = rows[row] ?? 0; place < several; place += 1)
        take(at, at + 1, means[place] as T);
      if (several === rows[row + 2]) continue;
      const reach = Math.min(rows[row + 3] ?? 0, to - 1 - at);
      this.#findSeveral(kinds, { from: at, to }, this.#secondsWithin(kinds, at, reach), take);
    }
  }

  /** Of phrases that begin at a word: where the second word of each stands, phrase by phrase, the nearest first. */
  #secondsWithin(kinds: Int32Array, at: number, reach: number): readonly number[] {
    const { values } = this.#secondWords;
    const kind = kinds[at] ?? NO_KIND;
    const rows = this.#rows;
    const seconds = this.#seconds;
    seconds.length = 0;
    for (let off = 1; off <= reach; off += 1) {
      const second = kinds[at + off] ?? NO_KIND;
      if (((rows[bitsAt(ROW * kind, second)] ?? 0) & (1 << second)) === 0) continue;
      let index = this.#secondWords.find(kind, second);
      for (let place = values[index] ?? END; place !== END; place = values[index] ?? END) {
        insert(place * FARTHEST + off, seconds);
        index += 1;
      }
    }
    return seconds;
  }

  #findSeveral(
    kinds: Int32Array,
    { from, to }: WordRange,
    seconds: readonly number[],
    take: TakeHit<T>,
  ): void {
    let found = END;
    for (const second of seconds) {
      const off = second % FARTHEST;
      const place = (second - off) / FARTHEST;
      const phrase = this.#begun[place];
      const gap = phrase?.later[0]?.gap ?? 0;
      if (phrase === undefined || place === found || off > gap + 1) continue;
      const end = endOf(phrase.later, 1, { kinds, at: from + off + 1, to });
      if (end === undefined) continue;
      take(from, end, phrase.means);
      found = place;
    }
  }
}

/** Where the bit of a second word's kind is, the last five digits of it aside. */
function bitsAt(row: number, second: number): number {
  return row + BITS + ((second >> 5) & 3);
}

/** Into an ascending list, of a few numbers at most. */
function insert(number: number, list: number[]): void {
  let at = list.length;
  list.push(number);
  for (; at > 0 && (list[at - 1] ?? 0) > number; at -= 1) list[at] = list[at - 1] ?? 0;
  list[at] = number;
}

function byFirstKind<T>(phrases: readonly Phrase<T>[], kinds: WordKinds): Begun<T>[][] {
  const named = Array.from({ length: kinds.count }, (): Begun<T>[] => []);
  const stemmed = Array.from({ length: kinds.count }, (): Begun<T>[] => []);
  for (const { steps, means } of phrases) {
    const [first, ...rest] = steps;
    const later = rest.map((step) => ({ accepts: kinds.acceptedBy(step), gap: step.gap }));
    const begun = { shape: shapeOf(rest[0]), later, means };
    for (const word of first.words) named[kinds.of(word)]?.push(begun);
    for (const kind of first.stems.flatMap((stem) => kinds.beginningWith(stem)))
      stemmed[kind]?.push(begun);
  }
  return named.map((own, kind) =>
    [...own, ...(stemmed[kind] ?? [])].toSorted((one, other) => one.shape - other.shape),
  );
}

function shapeOf(second: Step | undefined): Shape {
  if (second === undefined) return 0;
  return second.gap > 0 || second.stems.length > 0 ? 2 : 1;
}

/** Where the steps from `index` on end, taking the shortest gaps first; undefined where they do not match. */
function endOf(
  steps: readonly LaterStep[],
  index: number,
  { kinds, at, to }: { readonly kinds: Int32Array; readonly at: number; readonly to: number },
): number | undefined {
  const step = steps[index];
  if (step === undefined) return at;
  const last = Math.min(to - 1, at + step.gap);
  for (let next = at; next <= last; next += 1) {
    if (!step.accepts.has(kinds[next] ?? NO_KIND)) continue;
    const end = endOf(steps, index + 1, { kinds, at: next + 1, to });
    if (end !== undefined) return end;
  }
  return undefined;
}
