import type { TableData, ZoneName } from "../../../model/threat-model.ts";
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

/** The words of a zone that some table knows. */
interface NumberedZone {
  readonly numbers: readonly number[];
  /** How loud each is: 1 + ln(count). */
  readonly volumes: readonly number[];
  readonly tokens: readonly (readonly number[])[];
}

/** A report's zones in numbers, each made when a table first asks for it. */
export type NumberedZones = (zone: ZoneName) => NumberedZone;

export function numberedZones(
  known: ReadonlyMap<string, number>,
  features: ReportFeatures,
): NumberedZones {
  const zones = new Map<ZoneName, NumberedZone>();
  return (zone) => zones.getOrInsertComputed(zone, () => numberedZone(known, features[zone]));
}

function numberedZone(known: ReadonlyMap<string, number>, zone: WordZone): NumberedZone {
  const numbers: number[] = [];
  const volumes: number[] = [];
  const tokens: (readonly number[])[] = [];
  for (const [key, places] of zone.tokens) {
    const number = known.get(key);
    if (number === undefined) continue;
    numbers.push(number);
    volumes.push(1 + Math.log(places.length));
    tokens.push(places);
  }
  return { numbers, volumes, tokens };
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
export function vectorOf(
  vocabulary: Vocabulary,
  features: ReportFeatures,
  zones: NumberedZones = numberedZones(vocabulary.numbers, features),
): Vector {
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
  for (const words of vocabulary.words) {
    const first = values.length;
    const length = addWords(zones(words.zone), words, { indexes, values, tokens });
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
  zone: NumberedZone,
  { places, idf }: ZoneWords,
  { indexes, values, tokens }: Growing,
): number {
  let squares = 0;
  for (let i = 0; i < zone.numbers.length; i += 1) {
    const number = zone.numbers[i] ?? 0;
    const place = places[number] ?? 0;
    if (place === 0) continue;
    const rarity = idf[number] ?? 1;
    const value = (zone.volumes[i] ?? 1) * rarity;
    squares += value * value;
    indexes.push(place - 1);
    values.push(value);
    tokens.push(rarity >= SHOWN_IDF ? (zone.tokens[i] ?? NOWHERE) : NOWHERE);
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
