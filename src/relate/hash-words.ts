/** FNV-1a over UTF-16 units: a word as 32 bits. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Two hashes in their order as one, well mixed (the finisher of MurmurHash3). */
export function joinHashes(first: number, second: number): number {
  let hash = Math.imul(first, 31) ^ Math.imul(second, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Of ASCII letters and digits in a text, as if they were in small letters. */
export function hashPlainWord(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) {
    hash = Math.imul(hash ^ (text.charCodeAt(i) | 32), 0x01000193);
  }
  return hash >>> 0;
}
