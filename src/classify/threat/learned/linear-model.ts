import type { Head, TableData, ThreatModelData, ZoneName } from "../../../model/threat-model.ts";
import { type NumberOf, UNKNOWN } from "./feature-word.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";
import {
  type NumberedZones,
  numberedZones,
  OWN_MEASURES,
  ownMeasures,
  type OwnNames,
  ownNames,
  type Vector,
  type Vocabulary,
  vectorOf,
  vocabularyOf,
  type WordNumbers,
} from "./vector.ts";

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

interface OpenTable {
  readonly heads: readonly Head[];
  /** By head. */
  readonly ownNames: readonly OwnNames[];
  readonly vocabulary: Vocabulary;
  readonly weights: Int8Array;
}

export function openModel(data: ThreatModelData): LinearModel {
  const numbers: WordNumbers = new Map();
  const open = (table: TableData): OpenTable => openTable(table, numbers);
  const [relevance, relevanceByRules] = [open(data.relevance), open(data.relevanceByRules)];
  const [tellings, leads] = [open(data.tellings), open(data.leads)];
  return {
    numberOf: (name) => numbers.get(name) ?? UNKNOWN,
    read(features, language) {
      const hasRelevance = data.relevance.languages.includes(language);
      const hasTypes = data.leads.languages.includes(language);
      const zones = numberedZones(features);
      const ask = (table: OpenTable): LinearTable => answer(table, features, zones);
      return {
        relevance: ask(hasRelevance ? relevance : relevanceByRules),
        types: hasTypes ? { tellings: ask(tellings), leads: ask(leads) } : undefined,
      };
    },
  };
}

function openTable(
  { heads, measures, words, weights }: TableData,
  numbers: WordNumbers,
): OpenTable {
  const vocabulary = vocabularyOf(measures, words, numbers);
  const bytes = Uint8Array.fromBase64(weights);
  return {
    heads,
    ownNames: heads.map(({ slugs }) => ownNames(slugs)),
    vocabulary,
    weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
  };
}

function answer(table: OpenTable, features: ReportFeatures, zones: NumberedZones): LinearTable {
  const { heads, weights } = table;
  const vector = vectorOf(table.vocabulary, features, zones);
  const sums = new Float64Array(heads.length);
  const { indexes, values } = vector;
  for (let place = 0; place < indexes.length; place += 1) {
    const value = values[place] ?? 0;
    const row = (indexes[place] ?? 0) * heads.length;
    for (let head = 0; head < sums.length; head += 1) {
      sums[head] = (sums[head] ?? 0) + value * (weights[row + head] ?? 0);
    }
  }
  const firstOwn = weights.length - OWN_MEASURES.length * heads.length;
  return {
    answers: heads.map((head, column) => {
      const own = ownMeasures(features, table.ownNames[column] ?? []).reduce(
        (sum, value, i) => sum + value * (weights[firstOwn + i * heads.length + column] ?? 0),
        0,
      );
      const margin = ((sums[column] ?? 0) + own) * head.step + head.bias;
      return { head, margin, chance: 1 / (1 + Math.exp(-(head.slope * margin + head.offset))) };
    }),
    reasons: (head, most) =>
      reasonsOf(table, { vector, features, column: heads.indexOf(head), most }),
  };
}

interface Asked {
  readonly vector: Vector;
  readonly features: ReportFeatures;
  readonly column: number;
  readonly most: number;
}

function reasonsOf(
  { heads, weights }: OpenTable,
  { vector, features, column, most }: Asked,
): Reason[] {
  const { indexes, values, zones, numbers } = vector;
  const speaking: { contribution: number; zone: ZoneName; number: number }[] = [];
  for (const [place, index] of indexes.entries()) {
    const [number = UNKNOWN, zone = "all"] = [numbers[place], zones[place]];
    const contribution = (values[place] ?? 0) * (weights[index * heads.length + column] ?? 0);
    if (number !== UNKNOWN && contribution > 0) speaking.push({ contribution, zone, number });
  }
  return speaking
    .toSorted((one, other) => other.contribution - one.contribution)
    .slice(0, most)
    .map(({ contribution, zone, number }) => ({
      contribution,
      tokens: tokensOf(features[zone], number),
    }));
}

function tokensOf({ words, tokens }: WordZone, number: number): number[] {
  return tokens.filter((token) => {
    const word = words[token];
    return word?.featureNumber === number || word?.stemNumber === number;
  });
}
