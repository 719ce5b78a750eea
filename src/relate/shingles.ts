import { joinHashes } from "./hash-words.ts";

/**
 * A sample of the hashed runs of five words in a text. Only hashes below
 * 2^32 / 2^level are kept, the same ones in every text, so that two samples can
 * be compared whatever the lengths of their texts.
 */
export interface Shingles {
  readonly level: number;
  /** Ascending, without doubles. */
  readonly hashes: readonly number[];
}

interface Hashed {
  readonly hash: number;
}

const RUN = 5;
/** Enough to tell 0.7 from 0.5, few enough to store for every report. */
const MOST = 128;

export function shinglesOf(words: readonly Hashed[]): Shingles {
  const all = new Set<number>();
  for (let i = 0; i + RUN <= words.length; i += 1) {
    let hash = RUN;
    for (let j = i; j < i + RUN; j += 1) hash = joinHashes(hash, words[j]?.hash ?? 0);
    all.add(hash);
  }
  let hashes = [...all];
  let level = 0;
  while (hashes.length > MOST) {
    level += 1;
    hashes = hashes.filter((hash) => hash < limitOf(level));
  }
  return { level, hashes: hashes.toSorted((a, b) => a - b) };
}

/** A body this short is read with its title, without which it may be anybody's. */
const SHORT_WORDS = 25;

export function storyShingles(title: readonly Hashed[], body: readonly Hashed[]): Shingles {
  return shinglesOf(body.length < SHORT_WORDS ? [...title, ...body] : body);
}

export interface Containment {
  /** Of the shorter text's runs, those that the longer one has too: 0..1. */
  readonly share: number;
  /** How many runs that rests on: about one in 2^level. */
  readonly of: number;
  readonly level: number;
}

export function containment(a: Shingles, b: Shingles): Containment {
  const level = Math.max(a.level, b.level);
  const limit = limitOf(level);
  let [i, j, sizeA, sizeB, shared] = [0, 0, 0, 0, 0];
  for (;;) {
    const left = a.hashes[i] ?? limit;
    const right = b.hashes[j] ?? limit;
    if (left >= limit && right >= limit) break;
    if (left <= right) {
      i += 1;
      sizeA += 1;
    }
    if (right <= left) {
      j += 1;
      sizeB += 1;
    }
    if (left === right) shared += 1;
  }
  const of = Math.min(sizeA, sizeB);
  return { share: of === 0 ? 0 : shared / of, of, level };
}

function limitOf(level: number): number {
  return 2 ** (32 - level);
}
