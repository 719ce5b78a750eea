/** Runs of a text's letters, each a number above 0 and each once. */
export interface LetterRuns {
  readonly keys: Float64Array;
  readonly size: number;
}

/** What is no letter. Letters of the rarest scripts are in no run. */
const BETWEEN_WORDS = /[\P{L}\u{10000}-\u{10FFFF}]+/gu;
/** An apostrophe before a letter stays. */
const UP_TO_APOSTROPHES = /^.*[^'`’]/su;
const SPACE = 32;
const STRIDE = 3;
const RUN_BYTES = 4;
const LONGEST_WORD = 70;
/** Read to the end of the word after so many bytes, and never further than so many. */
const ENOUGH_BYTES = 350;
const MOST_BYTES = 380;

function gapOf(between: string): string {
  return between === " " ? " " : between.replace(UP_TO_APOSTROPHES, " ");
}

/** Room for all runs of a text. */
class RunSet implements LetterRuns {
  readonly keys = new Float64Array(512);
  size = 0;
  /** A hash table over them; 0 where there is none. */
  readonly #slots = new Float64Array(1_024);

  clear(): void {
    this.size = 0;
    this.#slots.fill(0);
  }

  add(key: number): void {
    const slots = this.#slots;
    let slot = hashOf(key) % slots.length;
    while (slots[slot] !== 0) {
      if (slots[slot] === key) return;
      slot = (slot + 1) % slots.length;
    }
    slots[slot] = key;
    this.keys[this.size] = key;
    this.size += 1;
  }
}

/** Of the text last read; the next takes its room. */
const RUNS = new RunSet();

/**
 * Runs of four bytes, three apart, and the last four of every word; a space marks where a word begins and ends. Of a text
 * of a few hundred small letters.
 */
export function letterRuns(text: string): LetterRuns {
  const bytes = plainBytes(text) ?? new TextEncoder().encode(wordsOf(text));
  RUNS.clear();
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const isLast = at === bytes.length || (at > MOST_BYTES && startsCharacter(bytes[at]));
    if (!isLast && bytes[at] !== SPACE) continue;
    if (at > start) addWord(bytes, start, at);
    if (isLast || at > ENOUGH_BYTES) break;
    start = at + 1;
  }
  return RUNS;
}

function wordsOf(text: string): string {
  return text.replaceAll(BETWEEN_WORDS, gapOf).trim().toLowerCase();
}

/** The same of small letters of ASCII, in a small part of the time; undefined for any other text. */
function plainBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  let [length, wordEnd] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127 || (code >= 65 && code <= 90)) return undefined;
    const isLetter = code >= 97 && code <= 122;
    if (isLetter || code === APOSTROPHE || code === BACKTICK) {
      bytes[length] = code;
      length += 1;
      if (isLetter) wordEnd = length;
    } else {
      // Only the apostrophes right before a letter stay.
      length = wordEnd;
      if (length === 0) continue;
      bytes[length] = SPACE;
      length += 1;
    }
  }
  return bytes.subarray(0, bytes[length - 1] === SPACE ? length - 1 : length);
}

const [APOSTROPHE, BACKTICK] = [39, 96];

function startsCharacter(byte = 0): boolean {
  return (byte & 0xc0) !== 0x80;
}

function addWord(bytes: Uint8Array, start: number, end: number): void {
  const stop = Math.min(end, start + LONGEST_WORD);
  let at = start;
  for (; at + RUN_BYTES < stop; at += STRIDE)
    RUNS.add(keyOf(bytes, at, at + RUN_BYTES, at === start ? SPACE : 0));
  const last = Math.max(start, stop - RUN_BYTES);
  RUNS.add(keyOf(bytes, last, end, at === start ? SPACE : 0) * 256 + SPACE);
}

/** `before` is what stands before the first byte, 0 within a word. */
function keyOf(bytes: Uint8Array, from: number, end: number, before: number): number {
  let key = before;
  for (let at = from; at < end; at += 1) key = key * 256 + (bytes[at] ?? 0);
  return key;
}

/** Of 18 bits. */
export function hashOf(key: number): number {
  const low = key % 2 ** 32;
  const mixed = Math.imul(low ^ Math.imul((key - low) / 2 ** 32, 0x9e37), 0x9e3779b1);
  return mixed >>> 14;
}
