import type { TableData, ZoneName } from "../../../model/threat-model.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";

/** What one table of weights knows by name: its measures, then the words of each of its zones. */
export interface Vocabulary {
  readonly measures: ReadonlyMap<string, number>;
  /** To the feature's place and its inverse document frequency. */
  readonly words: readonly (readonly [ZoneName, ReadonlyMap<string, WordFeature>])[];
}

export interface WordFeature {
  readonly index: number;
  readonly idf: number;
}

/** Places in the order of a table's rows: measures, then the words of each zone. */
export function vocabularyOf(
  measures: TableData["measures"],
  words: TableData["words"],
): Vocabulary {
  let next = measures.length;
  return {
    measures: new Map(measures.map((name, index) => [name, index])),
    words: words.map(({ zone, keys, idf }) => {
      const first = next;
      next += keys.length;
      const places = keys.map((key, i) => [key, { index: first + i, idf: idf[i] ?? 1 }] as const);
      return [zone, new Map(places)] as const;
    }),
  };
}

/** Features by place, with the tokens that made them. */
export interface Vector {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
  /** Where a telling word stands; nowhere for a measure or a common word. */
  readonly tokens: readonly (readonly number[])[];
}

/** A measure weighs this much beside a zone of words, whose vector has length 1. */
const MEASURE_SCALE = 0.2;
/** Squared length below which a zone counts for less: a sentence of few words is weak evidence. */
const SHORT = 150;
/** A word that more than one report in ten has is no evidence to show. */
const SHOWN_IDF = 3.3;
const NOWHERE: readonly number[] = [];

/** Words by 1 + ln(count), times their rarity, each zone to length 1 at most: long reports are not louder. */
export function vectorOf(vocabulary: Vocabulary, features: ReportFeatures): Vector {
  const indexes: number[] = [];
  const values: number[] = [];
  const tokens: (readonly number[])[] = [];
  for (const [name, value] of features.measures) {
    const index = vocabulary.measures.get(name);
    if (index === undefined) continue;
    indexes.push(index);
    values.push(value * MEASURE_SCALE);
    tokens.push(NOWHERE);
  }
  for (const [zone, words] of vocabulary.words) {
    const first = values.length;
    const length = addWords(features[zone], words, { indexes, values, tokens });
    for (let i = first; i < values.length; i += 1) values[i] = (values[i] ?? 0) / length;
  }
  return { indexes, values, tokens };
}

interface Growing {
  readonly indexes: number[];
  readonly values: number[];
  readonly tokens: (readonly number[])[];
}

function addWords(
  zone: WordZone,
  words: ReadonlyMap<string, WordFeature>,
  { indexes, values, tokens }: Growing,
): number {
  let squares = 0;
  for (const [key, places] of zone.tokens) {
    const word = words.get(key);
    if (word === undefined) continue;
    const value = (1 + Math.log(places.length)) * word.idf;
    squares += value * value;
    indexes.push(word.index);
    values.push(value);
    tokens.push(word.idf >= SHOWN_IDF ? places : NOWHERE);
  }
  return Math.sqrt(squares + SHORT);
}

/** What the rules say of the types one head speaks for; these rows stand last in a table. */
export const OWN_MEASURES = ["first", "listed", "type", "leads"] as const;

/** Names of the measures that a head goes by, a list for each of `OWN_MEASURES`. */
export type OwnNames = readonly (readonly string[])[];

export function ownNames(slugs: readonly string[]): OwnNames {
  return OWN_MEASURES.map((kind) => slugs.map((slug) => `${kind}:${slug}`));
}

/** A group of types is known as well as its best known one. */
export function ownMeasures(
  { measures }: Pick<ReportFeatures, "measures">,
  names: OwnNames,
): number[] {
  return names.map((group) => {
    let most = 0;
    for (const name of group) most = Math.max(most, measures.get(name) ?? 0);
    return MEASURE_SCALE * most;
  });
}
