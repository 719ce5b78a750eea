import type { Head, TableData } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { Measures } from "./measures.ts";
import type { NumberedZone } from "./number-words.ts";
import { OWN_MEASURES, OwnMeasures } from "./own-measures.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";
import { sortedIndexes } from "./sorted-indexes.ts";
import { SparseRows } from "./sparse-rows.ts";
import { Vector } from "./vector.ts";
import type { KnownFeatures } from "./vocabulary.ts";

export interface Answer {
  readonly head: Head;
  /** Signed distance from the head's border. */
  readonly margin: number;
  /** 0..1. */
  readonly chance: number;
}

export interface Reason {
  readonly tokens: readonly number[];
  readonly contribution: number;
}

/** Weights of several heads, ready to weigh reports with. */
export class LinearTable {
  readonly known: KnownFeatures;
  /** What the table is asked about. */
  readonly vector = new Vector();
  readonly #heads: readonly Head[];
  readonly #rows: SparseRows;
  readonly #ownMeasures: OwnMeasures;
  /** Of each of the own measures the weights of the heads. */
  readonly #ownWeights: Int8Array;

  constructor(table: TableData, words: readonly NumberedZone[]) {
    const { heads, measures } = table;
    const bytes = Uint8Array.fromBase64(table.weights);
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const firstOwn = Math.max(0, weights.length - OWN_MEASURES.length * heads.length);
    const order = commonestFirst(measures.length, words);
    const rows = new SparseRows(weights.subarray(0, firstOwn), heads.length, order);
    this.known = { measures, words, placeOf: (feature) => rows.starts[feature] ?? 0 };
    this.#heads = heads;
    this.#rows = rows;
    this.#ownMeasures = new OwnMeasures(heads);
    this.#ownWeights = weights.subarray(firstOwn);
  }

  answers(measures: Measures): Answer[] {
    const sums = new Float64Array(this.#heads.length);
    const { places, values, length } = this.vector;
    for (let i = 0; i < length; i += 1) this.#rows.addTo(sums, places[i] ?? 0, values[i] ?? 0);
    const own = this.#ownMeasures.read(measures);
    const answers: Answer[] = [];
    for (const head of this.#heads) {
      const column = answers.length;
      const sum = (sums[column] ?? 0) + this.#ownSum(own, column);
      const margin = sum * head.step + head.bias;
      const chance = 1 / (1 + Math.exp(-(head.slope * margin + head.offset)));
      answers.push({ head, margin, chance });
    }
    return answers;
  }

  /** The words that speak loudest for the head. */
  reasons(features: ReportFeatures, head: Head, most: number): Reason[] {
    const { places, values, words, zones } = this.vector;
    const column = this.#heads.indexOf(head);
    const speaking: { contribution: number; zone: WordZone; number: number }[] = [];
    for (const { zone, from, to } of zones) {
      for (let at = from; at < to; at += 1) {
        const number = words[at] ?? UNKNOWN;
        const contribution = (values[at] ?? 0) * this.#rows.weightAt(places[at] ?? 0, column);
        if (number === UNKNOWN || contribution <= 0) continue;
        speaking.push({ contribution, zone: features[zone], number });
      }
    }
    return speaking
      .toSorted((one, other) => other.contribution - one.contribution)
      .slice(0, most)
      .map(({ contribution, zone, number }) => ({ contribution, tokens: tokensOf(zone, number) }));
  }

  #ownSum(own: Float64Array, column: number): number {
    let sum = 0;
    for (let kind = 0; kind < OWN_MEASURES.length; kind += 1) {
      const weight = this.#ownWeights[kind * this.#heads.length + column] ?? 0;
      sum += (own[column * OWN_MEASURES.length + kind] ?? 0) * weight;
    }
    return sum;
  }
}

/** A table's features: measures, then words by their numbers, so that a report's common words lie close together. */
function commonestFirst(measures: number, words: readonly NumberedZone[]): Uint32Array {
  const features = words.reduce((sum, { numbers }) => sum + numbers.length, measures);
  const keys = new Uint32Array(features);
  let end = measures;
  for (const { numbers } of words) {
    for (const number of numbers) {
      keys[end] = number + 1;
      end += 1;
    }
  }
  return sortedIndexes(keys);
}

function tokensOf({ words, tokens }: WordZone, number: number): number[] {
  const having: number[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? 0;
    const word = words[token];
    if (word?.featureNumber === number || word?.stemNumber === number) having.push(token);
  }
  return having;
}
