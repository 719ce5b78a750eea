import type { Column } from "./gazetteer-format.ts";

export interface Names {
  readonly count: number;
  nameAt(index: number): string;
  /** -1: no such name. */
  indexOf(key: string): number;
  hasBeginning(beginning: string): boolean;
}

/** Names lie sorted by their UTF-8 bytes; a search halves the range, and compares no more than it must. */
export function openNames(blob: Column, offsets: Uint32Array): Names {
  const count = offsets.length - 1;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const wanted = new Uint8Array(1_024);
  const compareAt = (index: number, size: number): number => {
    const from = offsets[index] ?? 0;
    const length = (offsets[index + 1] ?? 0) - from;
    for (let at = 0; at < size; at += 1) {
      if (at >= length) return -1;
      const difference = (blob[from + at] ?? 0) - (wanted[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - size;
  };
  const firstNotBelow = (size: number): number => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareAt(middle, size) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count,
    nameAt: (index) => decoder.decode(blob.subarray(offsets[index], offsets[index + 1])),
    indexOf(key) {
      const { read, written } = encoder.encodeInto(key, wanted);
      if (read < key.length) return -1;
      const index = firstNotBelow(written);
      return index < count && compareAt(index, written) === 0 ? index : -1;
    },
    hasBeginning(beginning) {
      const { read, written } = encoder.encodeInto(beginning, wanted);
      if (read < beginning.length) return false;
      const from = offsets[firstNotBelow(written)] ?? blob.length;
      for (let at = 0; at < written; at += 1) if (blob[from + at] !== wanted[at]) return false;
      return true;
    },
  };
}
