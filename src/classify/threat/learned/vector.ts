import type { TableData, ZoneName } from "../../../model/threat-model.ts";
import { type NumberOf, UNKNOWN } from "./feature-word.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";

/** Every word that a table knows, to its number: tables that share them look a report's words up once. */
export type WordNumbers = Map<string, number>;

/** What one table of weights knows by name: its measures, then the words of each of its zones. */
export interface Vocabulary {
  readonly measures: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly words: readonly ZoneWords[];
}

interface ZoneWords {
  readonly zone: ZoneName;
  /** By a word's number: the feature's place plus one; 0, or nothing, where the zone does not know it. */
  readonly places: Uint32Array;
  /** By a word's number: inverse document frequency. */
  readonly idf: Float64Array;
}

/** Places in the order of a table's rows: measures, then the words of each zone. */
export function vocabularyOf(
  measures: TableData["measures"],
  words: TableData["words"],
  numbers: WordNumbers = new Map(),
): Vocabulary {
  for (const { keys } of words)
    for (const key of keys) if (!numbers.has(key)) numbers.set(key, numbers.size);
  let next = measures.length;
  return {
    measures: new Map(measures.map((name, index) => [name, index])),
    numbers,
    words: words.map(({ zone, keys, idf: rarities }) => {
      const places = new Uint32Array(numbers.size);
      const idf = new Float64Array(numbers.size);
      for (const [i, key] of keys.entries()) {
        const number = numbers.get(key) ?? 0;
        next += 1;
        places[number] = next;
        idf[number] = rarities[i] ?? 1;
      }
      return { zone, places, idf };
    }),
  };
}

/** The words of a zone that some table knows, each once, in the order of the text. */
interface NumberedZone {
  readonly numbers: readonly number[];
  readonly counts: readonly number[];
}

/** A report's zones in numbers, each made when a table first asks for it. */
export type NumberedZones = (zone: ZoneName) => NumberedZone;

/** By the numbers that the words carry, or by others that `numberOf` gives their names. */
export function numberedZones(features: ReportFeatures, numberOf?: NumberOf): NumberedZones {
  const zones = new Map<ZoneName, NumberedZone>();
  return (zone) => zones.getOrInsertComputed(zone, () => numberedZone(features[zone], numberOf));
}

function numberedZone({ words, tokens }: WordZone, numberOf?: NumberOf): NumberedZone {
  const counts = new Map<number, number>();
  const count = (number: number): void => {
    if (number !== UNKNOWN) counts.set(number, (counts.get(number) ?? 0) + 1);
  };
  for (const token of tokens) {
    const word = words[token];
    if (word === undefined) continue;
    count(numberOf?.(word.feature) ?? word.featureNumber);
    if (word.stem !== undefined) count(numberOf?.(word.stem) ?? word.stemNumber);
  }
  return { numbers: [...counts.keys()], counts: [...counts.values()] };
}

/** Features by place. */
export interface Vector {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
  /** The zone that a telling word stands in, and its number; `UNKNOWN` for a measure or a common word. */
  readonly zones: readonly ZoneName[];
  readonly numbers: readonly number[];
}

/** A measure weighs this much beside a zone of words, whose vector has length 1. */
const MEASURE_SCALE = 0.2;
/** Squared length below which a zone counts for less: a sentence of few words is weak evidence. */
const SHORT = 150;
/** A word that more than one report in ten has is no evidence to show. */
const SHOWN_IDF = 3.3;

/** Words by 1 + ln(count), times their rarity, each zone to length 1 at most: long reports are not louder. */
export function vectorOf(
  vocabulary: Vocabulary,
  features: ReportFeatures,
  zones: NumberedZones = numberedZones(features, (name) => vocabulary.numbers.get(name) ?? UNKNOWN),
): Vector {
  const vector: Growing = { indexes: [], values: [], zones: [], numbers: [] };
  const { values } = vector;
  for (const [name, value] of features.measures) {
    const index = vocabulary.measures.get(name);
    if (index === undefined) continue;
    vector.indexes.push(index);
    values.push(value * MEASURE_SCALE);
    vector.zones.push("all");
    vector.numbers.push(UNKNOWN);
  }
  for (const words of vocabulary.words) {
    const first = values.length;
    const length = addWords(zones(words.zone), words, vector);
    for (let i = first; i < values.length; i += 1) values[i] = (values[i] ?? 0) / length;
  }
  return vector;
}

interface Growing {
  readonly indexes: number[];
  readonly values: number[];
  readonly zones: ZoneName[];
  readonly numbers: number[];
}

function addWords(
  { numbers, counts }: NumberedZone,
  { zone, places, idf }: ZoneWords,
  vector: Growing,
): number {
  let squares = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    const place = places[number] ?? 0;
    if (place === 0) continue;
    const rarity = idf[number] ?? 1;
    const value = (1 + Math.log(counts[i] ?? 1)) * rarity;
    squares += value * value;
    vector.indexes.push(place - 1);
    vector.values.push(value);
    vector.zones.push(zone);
    vector.numbers.push(rarity >= SHOWN_IDF ? number : UNKNOWN);
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
