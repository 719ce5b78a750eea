import { joinHashes } from "./hash-words.ts";
import type { Words } from "./words.ts";

/**
 * A sample of the hashed runs of five words in a text. Only hashes below
 * 2^32 / 2^level are kept, the same ones in every text, so that two samples can
 * be compared whatever the lengths of their texts.
 */
export interface Shingles {
  readonly level: number;
  /** Ascending, without doubles. */
  readonly hashes: ArrayLike<number>;
}

const RUN = 5;
/** Enough to tell 0.7 from 0.5, few enough to store for every report. */
const MOST = 128;

/** Of words in their order. */
export function shinglesOf(words: Uint32Array): Shingles {
  const hashes = distinct(runsOf(words));
  let level = 0;
  let kept = hashes.length;
  while (kept > MOST) {
    level += 1;
    kept = countBelow(hashes, limitOf(level));
  }
  return { level, hashes: hashes.slice(0, kept) };
}

/** The hash of each run of words, in order. */
function runsOf(words: Uint32Array): Uint32Array {
  const runs = new Uint32Array(Math.max(0, words.length - RUN + 1));
  for (let i = 0; i < runs.length; i += 1) {
    let hash = RUN;
    for (let j = i; j < i + RUN; j += 1) hash = joinHashes(hash, words[j] ?? 0);
    runs[i] = hash;
  }
  return runs;
}

/** Ascending. */
function distinct(numbers: Uint32Array): Uint32Array {
  numbers.sort();
  let kept = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    if (kept > 0 && number === numbers[kept - 1]) continue;
    numbers[kept] = number;
    kept += 1;
  }
  return numbers.subarray(0, kept);
}

/** A body this short is read with its title, without which it may be anybody's. */
const SHORT_WORDS = 25;

export function storyShingles(title: Words, body: Words): Shingles {
  if (body.count >= SHORT_WORDS) return shinglesOf(body.hashes);
  return shinglesOf(Uint32Array.from([...title.hashes, ...body.hashes]));
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
  const [sizeA, sizeB] = [countBelow(a.hashes, limit), countBelow(b.hashes, limit)];
  let [i, j, shared] = [0, 0, 0];
  while (i < sizeA && j < sizeB) {
    const left = a.hashes[i] ?? 0;
    const right = b.hashes[j] ?? 0;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  const of = Math.min(sizeA, sizeB);
  return { share: of === 0 ? 0 : shared / of, of, level };
}

function countBelow(hashes: ArrayLike<number>, limit: number): number {
  let count = hashes.length;
  while (count > 0 && (hashes[count - 1] ?? 0) >= limit) count -= 1;
  return count;
}

function limitOf(level: number): number {
  return 2 ** (32 - level);
}
