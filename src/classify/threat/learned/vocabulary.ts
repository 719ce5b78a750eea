import type { ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { CountedZone, WordCounter } from "./counted-zone.ts";
import { measureNumber } from "./measures.ts";
import type { NumberedZone } from "./number-words.ts";
import type { ReportFeatures } from "./report-features.ts";
import type { Vector } from "./vector.ts";

/** What a vocabulary has to know of a table of weights. */
export interface KnownFeatures {
  readonly measures: readonly string[];
  readonly words: readonly NumberedZone[];
  /** Where the weights of a feature are; features stand in the order of the table. */
  readonly placeOf: (feature: number) => number;
}

/** A word that more than one report in ten has is no evidence to show. */
const SHOWN_IDF = 3.3;

/** In which order a report's zones are read; that of a table's words is the same. */
const ZONES = ["all", "acts", "opening", "capitals"] as const satisfies readonly ZoneName[];

/** 1 + ln(count) of the counts that nearly all words have. */
const LOUDNESS = Float64Array.from({ length: 64 }, (_, count) => 1 + Math.log(count));

/** What some tables of weights know: their measures, and the words of each zone, of all tables side by side. */
export class Vocabulary {
  /** By table and by a measure's number: its place plus one. */
  readonly #measures: readonly (readonly number[])[];
  readonly #zones: readonly ZoneWords[];

  /** `count` is how many numbers the words of the tables have. */
  constructor(tables: readonly KnownFeatures[], count: number) {
    this.#measures = tables.map(placesOfMeasures);
    this.#zones = ZONES.map((zone) => new ZoneWords(zone, tables, count));
  }

  /**
   * Fills the vectors of as many of the tables, from the first on. Words count by 1 + ln(count), times their rarity,
   * each zone to length 1 at most: long reports are not louder.
   */
  read(features: ReportFeatures, counter: WordCounter, into: readonly Vector[]): void {
    for (let table = 0; table < into.length; table += 1)
      into[table]?.addMeasures(features.measures, this.#measures[table] ?? []);
    for (const zone of this.#zones) {
      if (zone.isAskedBy(into.length)) zone.read(counter.count(features, zone.name), into);
    }
  }
}

function placesOfMeasures({ measures, placeOf }: KnownFeatures): readonly number[] {
  const places: number[] = [];
  for (const [feature, name] of measures.entries()) {
    const number = measureNumber(name);
    while (places.length <= number) places.push(0);
    places[number] = placeOf(feature) + 1;
  }
  return places;
}

/** Of each word, table by table: its place plus one, 0 where the table does not know it; and its rarity. */
const ENTRY = 2;
/** Rarities are given in thousandths. */
const THOUSAND = 1000;

class ZoneWords {
  readonly name: ZoneName;
  /** Which tables know words of the zone. */
  readonly #tables: readonly number[];
  /** By a word's number. */
  readonly #entries: Uint32Array;

  constructor(name: ZoneName, tables: readonly KnownFeatures[], count: number) {
    this.name = name;
    const knowsZone = ({ words }: KnownFeatures) => words.some(({ zone }) => zone === name);
    const known = tables.flatMap((table, i) => (knowsZone(table) ? [{ table, i }] : []));
    this.#tables = known.map(({ i }) => i);
    this.#entries = new Uint32Array(count * known.length * ENTRY);
    for (const [column, { table }] of known.entries()) this.#enter(table, column);
  }

  #enter({ measures, words, placeOf }: KnownFeatures, column: number): void {
    let feature = measures.length;
    for (const { zone, numbers, idf } of words) {
      if (zone === this.name) {
        for (const [i, number] of numbers.entries()) {
          const at = (number * this.#tables.length + column) * ENTRY;
          this.#entries[at] = placeOf(feature + i) + 1;
          this.#entries[at + 1] = Math.round((idf[i] ?? 1) * THOUSAND);
        }
      }
      feature += numbers.length;
    }
  }

  /** Whether one of so many tables knows words of the zone. */
  isAskedBy(tables: number): boolean {
    return (this.#tables[0] ?? tables) < tables;
  }

  read({ numbers, counts, length }: CountedZone, into: readonly Vector[]): void {
    const columns = this.#tables.length;
    for (let column = 0; column < columns; column += 1)
      into[this.#tables[column] ?? 0]?.beginZone(this.name);
    for (let i = 0; i < length; i += 1) {
      const number = numbers[i] ?? 0;
      const count = counts[i] ?? 1;
      const loudness = LOUDNESS[count] ?? 1 + Math.log(count);
      for (let column = 0; column < columns; column += 1) {
        const at = (number * columns + column) * ENTRY;
        const place = this.#entries[at] ?? 0;
        if (place === 0) continue;
        const rarity = (this.#entries[at + 1] ?? 0) / THOUSAND;
        into[this.#tables[column] ?? 0]?.addWord(
          place - 1,
          loudness * rarity,
          rarity >= SHOWN_IDF ? number : UNKNOWN,
        );
      }
    }
    for (let column = 0; column < columns; column += 1) into[this.#tables[column] ?? 0]?.endZone();
  }
}
