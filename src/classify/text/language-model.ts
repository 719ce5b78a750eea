import { hashOf, letterRuns } from "./letter-runs.ts";

/**
 * How likely short runs of letters are in each language, after the method and the counts of eld (Efficient Language
 * Detector, by Nito T.M., Apache-2.0; data/NOTICE.md). Its table is kept as sorted numbers: a fiftieth of the memory
 * that its module takes, and nothing to compile at every start.
 */
export interface LanguageModel {
  /** ISO 639-1. */
  readonly languages: readonly string[];
  /** By language: the score that texts of it usually reach. */
  readonly usualScores: readonly number[];
  /** Runs of up to six bytes of UTF-8, each packed into a number, ascending. */
  readonly keys: Float64Array;
  /** A hash table over them: the run's place plus one; 0 where there is none. */
  readonly slots: Uint32Array;
  /** By run: where its weights begin; one more at the end. */
  readonly offsets: Uint32Array;
  /** Pairs of a language's place in `languages` and a weight. */
  readonly weights: Uint8Array;
}

/** The first line of the unpacked file. */
interface ModelHeader {
  readonly languages: readonly string[];
  readonly usualScores: readonly number[];
  /** Number of runs. */
  readonly runs: number;
}

const LINE_END = 10;
const KEY_BYTES = 6;

/**
 * Opens the bytes of `data/languages.bin.gz`, unpacked: a line of JSON; for each run, ascending, six bytes that
 * are its key, high byte first; for each run a byte that counts its weights; then these, two bytes each.
 */
export function openLanguageModel(bytes: Uint8Array): LanguageModel {
  const headEnd = bytes.indexOf(LINE_END);
  const { runs, ...head } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(0, headEnd)),
  ) as ModelHeader;
  const view = new DataView(bytes.buffer, bytes.byteOffset + headEnd + 1);
  const keys = new Float64Array(runs);
  const offsets = new Uint32Array(runs + 1);
  let end = 0;
  for (let run = 0; run < runs; run += 1) {
    const at = run * KEY_BYTES;
    keys[run] = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
    end += 2 * view.getUint8(runs * KEY_BYTES + run);
    offsets[run + 1] = end;
  }
  const weights = bytes.slice(headEnd + 1 + runs * (KEY_BYTES + 1));
  return { ...head, keys, slots: slotsOf(keys), offsets, weights };
}

/** As many as there are hashes, and well above the number of runs. */
const SLOTS = 2 ** 18;

function slotsOf(keys: Float64Array): Uint32Array {
  const slots = new Uint32Array(SLOTS);
  for (const [run, key] of keys.entries()) {
    let slot = hashOf(key);
    while (slots[slot] !== 0) slot = (slot + 1) % SLOTS;
    slots[slot] = run + 1;
  }
  return slots;
}

/** The inverse, for whoever builds the file. */
export function packLanguageModel(model: Omit<LanguageModel, "slots">): Uint8Array {
  const { languages, usualScores, keys, offsets, weights } = model;
  const runs = keys.length;
  const header: ModelHeader = { languages, usualScores, runs };
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(head.length + runs * (KEY_BYTES + 1) + weights.length);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (const [run, key] of keys.entries()) {
    view.setUint16(run * KEY_BYTES, Math.floor(key / 2 ** 32));
    view.setUint32(run * KEY_BYTES + 2, key % 2 ** 32);
    const count = ((offsets[run + 1] ?? 0) - (offsets[run] ?? 0)) / 2;
    view.setUint8(runs * KEY_BYTES + run, count);
  }
  bytes.set(weights, head.length + runs * (KEY_BYTES + 1));
  return bytes;
}

/** What a text scores, 0..1 in each language; in one without a score none of its runs is known. */
export interface LanguageScores {
  readonly best: string | undefined;
  /** Whether the best is as good as texts of that language are. */
  readonly isReliable: boolean;
  scoreOf(language: string): number;
}

const LEAST_RUNS = 3;
const RELIABLE_SHARE = 0.75;
/** Weights are kept with the least of them taken off. */
const LEAST_WEIGHT = 53;
const SCALE = 25;

export function scoreLanguages(model: LanguageModel, text: string): LanguageScores {
  const runs = letterRuns(text);
  const { size } = runs;
  const sums = new Uint32Array(model.languages.length);
  for (let at = 0; at < size; at += 1) addRun(model, runs.keys[at] ?? 0, sums);
  let best = -1;
  for (let language = 0; language < sums.length; language += 1) {
    if ((sums[language] ?? 0) > (sums[best] ?? 0)) best = language;
  }
  const scoreAt = (language: number): number => {
    const mean = (sums[language] ?? 0) / size;
    return mean / (mean + SCALE);
  };
  const usual = model.usualScores[best] ?? 1;
  return {
    best: model.languages[best],
    isReliable: size >= LEAST_RUNS && best >= 0 && scoreAt(best) >= RELIABLE_SHARE * usual,
    scoreOf: (language) => scoreAt(model.languages.indexOf(language)),
  };
}

function addRun(
  { keys, slots, offsets, weights }: LanguageModel,
  key: number,
  sums: Uint32Array,
): void {
  let slot = hashOf(key);
  for (let run = slots[slot] ?? 0; run !== 0; run = slots[slot] ?? 0) {
    if (keys[run - 1] === key) break;
    slot = (slot + 1) % SLOTS;
  }
  const run = slots[slot] ?? 0;
  if (run === 0) return;
  const end = offsets[run] ?? 0;
  for (let at = offsets[run - 1] ?? 0; at < end; at += 2) {
    const language = weights[at] ?? 0;
    sums[language] = (sums[language] ?? 0) + (weights[at + 1] ?? 0) + LEAST_WEIGHT;
  }
}
