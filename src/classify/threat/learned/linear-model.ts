import type { Head, TableData, ThreatModelData } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { NameNumbers } from "../name-numbers.ts";
import { type CountedZones, WordCounter } from "./counted-zone.ts";
import type { NumberOf } from "./feature-word.ts";
import { numberWords } from "./number-words.ts";
import { OWN_MEASURES, OwnMeasures } from "./own-measures.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";
import { SparseRows } from "./sparse-rows.ts";
import { Vector, Vocabulary } from "./vocabulary.ts";

export interface Answer {
  readonly head: Head;
  /** Signed distance from the head's border. */
  readonly margin: number;
  /** 0..1. */
  readonly chance: number;
}

/** Words that spoke for an answer, the strongest first. */
export interface Reason {
  readonly tokens: readonly number[];
  readonly contribution: number;
}

export interface LinearTable {
  readonly answers: readonly Answer[];
  reasons(head: Head, most: number): readonly Reason[];
}

export interface LinearModel {
  /** What `featureWord` is to number its names by. */
  readonly numberOf: NumberOf;
  read(features: ReportFeatures, language: string): Answers;
}

export interface Answers {
  readonly relevance: LinearTable;
  /** Undefined in a language whose words are not known: there the rules alone say what is told. */
  readonly types: { readonly tellings: LinearTable; readonly leads: LinearTable } | undefined;
}

export function openModel(data: ThreatModelData): LinearModel {
  const numbers = numberWords([data.relevance, data.relevanceByRules, data.tellings, data.leads]);
  const counter = new WordCounter(numbers.count);
  const open = (table: TableData): OpenTable => new OpenTable(table, numbers);
  const [relevance, relevanceByRules] = [open(data.relevance), open(data.relevanceByRules)];
  const [tellings, leads] = [open(data.tellings), open(data.leads)];
  return {
    numberOf: (name) => numbers.find(name),
    read(features, language) {
      const hasRelevance = data.relevance.languages.includes(language);
      const hasTypes = data.leads.languages.includes(language);
      const zones = counter.zonesOf(features);
      const ask = (table: OpenTable): LinearTable => table.answer(features, zones);
      return {
        relevance: ask(hasRelevance ? relevance : relevanceByRules),
        types: hasTypes ? { tellings: ask(tellings), leads: ask(leads) } : undefined,
      };
    },
  };
}

class OpenTable {
  readonly #heads: readonly Head[];
  readonly #vocabulary: Vocabulary;
  readonly #rows: SparseRows;
  readonly #ownMeasures: OwnMeasures;
  /** Of each of the own measures the weights of the heads. */
  readonly #ownWeights: Int8Array;
  /** The last report's; the next one takes its room. */
  readonly #vector = new Vector();

  constructor(table: TableData, numbers: NameNumbers) {
    const { heads } = table;
    const bytes = Uint8Array.fromBase64(table.weights);
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const firstOwn = Math.max(0, weights.length - OWN_MEASURES.length * heads.length);
    const rows = new SparseRows(weights.subarray(0, firstOwn), heads.length);
    this.#heads = heads;
    this.#rows = rows;
    this.#vocabulary = new Vocabulary(table, numbers, (row) => rows.starts[row] ?? 0);
    this.#ownMeasures = new OwnMeasures(heads);
    this.#ownWeights = weights.subarray(firstOwn);
  }

  answer(features: ReportFeatures, zones: CountedZones): LinearTable {
    const sums = this.#sumsOf(features, zones);
    const own = this.#ownMeasures.read(features.measures);
    return {
      answers: this.#heads.map((head, column) => {
        const sum = (sums[column] ?? 0) + this.#ownSum(own, column);
        const margin = sum * head.step + head.bias;
        return { head, margin, chance: 1 / (1 + Math.exp(-(head.slope * margin + head.offset))) };
      }),
      reasons: (head, most) =>
        this.#reasons({ features, zones, column: this.#heads.indexOf(head), most }),
    };
  }

  #sumsOf(features: ReportFeatures, zones: CountedZones): Float64Array {
    const sums = new Float64Array(this.#heads.length);
    const vector = this.#vector;
    this.#vocabulary.read(features, zones, vector);
    const { places, values, length } = vector;
    for (let i = 0; i < length; i += 1) this.#rows.addTo(sums, places[i] ?? 0, values[i] ?? 0);
    return sums;
  }

  #ownSum(own: Float64Array, column: number): number {
    let sum = 0;
    for (let kind = 0; kind < OWN_MEASURES.length; kind += 1) {
      const weight = this.#ownWeights[kind * this.#heads.length + column] ?? 0;
      sum += (own[column * OWN_MEASURES.length + kind] ?? 0) * weight;
    }
    return sum;
  }

  #reasons({ features, zones, column, most }: Asked): Reason[] {
    const vector = this.#vector;
    this.#vocabulary.read(features, zones, vector);
    const zoneNames = this.#vocabulary.zonesOf(zones);
    const firstWord = vector.length - zoneNames.length;
    const speaking = zoneNames.map((zone, i) => {
      const at = firstWord + i;
      const weight = this.#rows.weightAt(vector.places[at] ?? 0, column);
      const number = vector.words[at] ?? UNKNOWN;
      return { contribution: (vector.values[at] ?? 0) * weight, zone, number };
    });
    return speaking
      .filter(({ number, contribution }) => number !== UNKNOWN && contribution > 0)
      .toSorted((one, other) => other.contribution - one.contribution)
      .slice(0, most)
      .map(({ contribution, zone, number }) => ({
        contribution,
        tokens: tokensOf(features[zone], number),
      }));
  }
}

interface Asked {
  readonly features: ReportFeatures;
  readonly zones: CountedZones;
  readonly column: number;
  readonly most: number;
}

function tokensOf({ words, tokens }: WordZone, number: number): number[] {
  return tokens.filter((token) => {
    const word = words[token];
    return word?.featureNumber === number || word?.stemNumber === number;
  });
}
