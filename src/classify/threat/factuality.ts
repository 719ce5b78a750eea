import type { Reading } from "./read-signs.ts";

const NEGATION_REACH = 4;
const HYPOTHETICAL_REACH = 6;
/** "An earthquake could", "bomb threat": the word before, and one between. */
const PROSPECT_REACH = 2;

/** What takes from a fact, and how much of it stays. */
const FACT = {
  negated: 0.1,
  hypothetical: 0.35,
  subordinate: 0.7,
  unreal: 0.2,
  past: 0.25,
} as const;

/** Bits of what is told under a word's circumstances. */
const HYPOTHETICAL = 1;
const SUBORDINATE = 2;
const UNREAL = 4;
const PAST = 8;

/** By the bits together. */
const REMAINING = Float64Array.from({ length: 16 }, (_, bits) => {
  let fact = 1;
  if (bits & HYPOTHETICAL) fact *= FACT.hypothetical;
  if (bits & SUBORDINATE) fact *= FACT.subordinate;
  if (bits & UNREAL) fact *= FACT.unreal;
  return bits & PAST ? fact * FACT.past : fact;
});

/** What colours all words of a sentence or of a clause. */
export interface Colours {
  isUnreal(sentence: number): boolean;
  isPastSentence(sentence: number): boolean;
  readonly pastClauses: ReadonlySet<number | undefined>;
}

/** How far the words of a report are told as a fact of its event. */
export class Factuality {
  /** Bits of each token. */
  readonly #bits: Uint8Array;
  readonly #negated: Int32Array;
  readonly #hypothetical: Int32Array;
  readonly #prospective: Int32Array;

  constructor(reading: Reading, colours: Colours) {
    this.#bits = readBits(reading, colours);
    this.#negated = reach(reading, "negation", { after: NEGATION_REACH });
    this.#hypothetical = reach(reading, "hypothetical", { after: HYPOTHETICAL_REACH });
    this.#prospective = reach(reading, "prospect", { before: PROSPECT_REACH });
  }

  /** 0..1: as little as their least factual end. */
  of(from: number, to: number): number {
    const last = to - 1;
    const first = this.#at(from, from, last);
    return last === from ? first : Math.min(first, this.#at(last, from, last));
  }

  /** Of a token that is the first or the last of the words. */
  #at(token: number, first: number, last: number): number {
    const isReached = (signs: Int32Array): boolean => {
      const by = signs[token] ?? NOTHING;
      return by !== NOTHING && by !== first && by !== last;
    };
    if (isReached(this.#negated)) return FACT.negated;
    const isHypothetical = isReached(this.#hypothetical) || isReached(this.#prospective);
    const bits = (this.#bits[token] ?? 0) | (isHypothetical ? HYPOTHETICAL : 0);
    return REMAINING[bits] ?? 1;
  }
}

function readBits({ document, clauseOf, subordinate }: Reading, colours: Colours): Uint8Array {
  const bits = new Uint8Array(clauseOf.length);
  for (const { index, firstToken, endToken } of document.sentences) {
    const ofSentence =
      (colours.isUnreal(index) ? UNREAL : 0) | (colours.isPastSentence(index) ? PAST : 0);
    for (let token = firstToken; token < endToken; token += 1) {
      const isPast = colours.pastClauses.size > 0 && colours.pastClauses.has(clauseOf[token]);
      bits[token] = ofSentence | (subordinate[token] === 1 ? SUBORDINATE : 0) | (isPast ? PAST : 0);
    }
  }
  return bits;
}

/** No sign reaches the word. */
const NOTHING = -1;

/** For each word the first token of a sign that reaches it within its clause, or `NOTHING`. */
function reach(
  reading: Reading,
  sign: string,
  { before = 0, after = 0 }: { readonly before?: number; readonly after?: number },
): Int32Array {
  const marked = new Int32Array(reading.words.length).fill(NOTHING);
  for (const { from, to } of reading.hits(sign)) {
    const clause = reading.clauseOf[from];
    const isInside = (token: number) => reading.clauseOf[token] === clause;
    for (let token = from; token < to; token += 1) marked[token] = from;
    const end = Math.min(marked.length, to + after);
    for (let token = to; token < end && isInside(token); token += 1) marked[token] = from;
    const start = Math.max(0, from - before);
    for (let token = from - 1; token >= start && isInside(token); token -= 1) marked[token] = from;
  }
  return marked;
}
