import type { TableData, ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { NameNumbers } from "../name-numbers.ts";
import type { CountedZone, CountedZones } from "./counted-zone.ts";
import { MEASURE_SCALE, measureNumber, type Measures } from "./measures.ts";
import type { ReportFeatures } from "./report-features.ts";

/** Squared length below which a zone counts for less: a sentence of few words is weak evidence. */
const SHORT = 150;
/** A word that more than one report in ten has is no evidence to show. */
const SHOWN_IDF = 3.3;

/** 1 + ln(count) of the counts that nearly all words have. */
const LOUDNESS = Float64Array.from({ length: 64 }, (_, count) => 1 + Math.log(count));

function loudness(count: number): number {
  return LOUDNESS[count] ?? 1 + Math.log(count);
}

/** A report's features in the order in which it has them: measures, then the words of one zone after another. */
export class Vector {
  /** How many there are. */
  length = 0;
  places = new Uint32Array(256);
  values = new Float64Array(256);
  /** Of a word that is worth showing its number, else `UNKNOWN`. */
  words = new Int32Array(256);

  add(place: number, value: number, word: number): void {
    const at = this.length;
    if (at === this.places.length) this.#grow();
    this.places[at] = place;
    this.values[at] = value;
    this.words[at] = word;
    this.length = at + 1;
  }

  #grow(): void {
    const { places, values, words } = this;
    this.places = new Uint32Array(2 * places.length);
    this.values = new Float64Array(2 * places.length);
    this.words = new Int32Array(2 * places.length);
    this.places.set(places);
    this.values.set(values);
    this.words.set(words);
  }
}

interface ZoneWords {
  readonly zone: ZoneName;
  /** By a word's number: the feature's place plus one; 0 where the zone does not know it. */
  readonly places: Uint32Array;
  /** By a word's number: inverse document frequency. */
  readonly idf: Float64Array;
}

/** What one table of weights knows: its measures, then the words of each of its zones. */
export class Vocabulary {
  /** By a measure's number: its place plus one. */
  readonly #measures: number[] = [];
  readonly #words: readonly ZoneWords[];

  /** `placeOf` says where the row of a feature is; rows stand in the order of the table. */
  constructor(
    { measures, words }: Pick<TableData, "measures" | "words">,
    numbers: NameNumbers,
    placeOf: (row: number) => number = (row) => row,
  ) {
    for (const [row, name] of measures.entries()) {
      const number = measureNumber(name);
      while (this.#measures.length <= number) this.#measures.push(0);
      this.#measures[number] = placeOf(row) + 1;
    }
    let row = measures.length;
    this.#words = words.map(({ zone, keys, idf: rarities }) => {
      const places = new Uint32Array(numbers.count);
      const idf = new Float64Array(numbers.count);
      for (const [i, key] of keys.entries()) {
        const number = numbers.find(key);
        places[number] = placeOf(row) + 1;
        idf[number] = rarities[i] ?? 1;
        row += 1;
      }
      return { zone, places, idf };
    });
  }

  /** Words by 1 + ln(count), times their rarity, each zone to length 1 at most: long reports are not louder. */
  read({ measures }: Pick<ReportFeatures, "measures">, zones: CountedZones, into: Vector): void {
    into.length = 0;
    this.#addMeasures(measures, into);
    for (const words of this.#words) addWords(zones(words.zone), words, into);
  }

  /** In which zone each of the features is that `read` put there, from the first word on. */
  zonesOf(zones: CountedZones): ZoneName[] {
    return this.#words.flatMap(({ zone, places }) =>
      zones(zone).numbers.flatMap((number) => (places[number] === 0 ? [] : [zone])),
    );
  }

  #addMeasures({ numbers, values }: Measures, into: Vector): void {
    for (let i = 0; i < numbers.length; i += 1) {
      const place = this.#measures[numbers[i] ?? 0] ?? 0;
      if (place !== 0) into.add(place - 1, (values[i] ?? 0) * MEASURE_SCALE, UNKNOWN);
    }
  }
}

function addWords({ numbers, counts }: CountedZone, { places, idf }: ZoneWords, to: Vector): void {
  const first = to.length;
  let squares = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? 0;
    const place = places[number] ?? 0;
    if (place === 0) continue;
    const rarity = idf[number] ?? 1;
    const value = loudness(counts[i] ?? 1) * rarity;
    squares += value * value;
    to.add(place - 1, value, rarity >= SHOWN_IDF ? number : UNKNOWN);
  }
  const length = Math.sqrt(squares + SHORT);
  const { values } = to;
  for (let i = first; i < to.length; i += 1) values[i] = (values[i] ?? 0) / length;
}
