import type { ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import { MEASURE_SCALE, type Measures } from "./measures.ts";

/** Squared length below which a zone counts for less: a sentence of few words is weak evidence. */
const SHORT = 150;

/** A zone's half-open range of a vector's features. */
interface ZoneRange {
  readonly zone: ZoneName;
  readonly from: number;
  to: number;
}

/** A report's features as one table of weights knows them: measures, then the words of one zone after another. */
export class Vector {
  length = 0;
  /** Where the weights of each are. */
  places = new Uint32Array(512);
  values = new Float64Array(512);
  /** The numbers of those that are words worth showing, else `UNKNOWN`. */
  words = new Int32Array(512);
  zones: ZoneRange[] = [];

  /** Begins anew; `places` are by a measure's number, one more than where it is, and 0 where the table has none. */
  addMeasures({ numbers, values }: Measures, places: readonly number[]): void {
    this.length = 0;
    this.zones = [];
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] ?? 0;
      const place = number < places.length ? (places[number] ?? 0) : 0;
      if (place !== 0) this.#add(place - 1, (values[i] ?? 0) * MEASURE_SCALE, UNKNOWN);
    }
  }

  beginZone(zone: ZoneName): void {
    this.zones.push({ zone, from: this.length, to: this.length });
  }

  addWord(place: number, value: number, word: number): void {
    this.#add(place, value, word);
  }

  /** Brings the zone's words to length 1 at most. */
  endZone(): void {
    const zone = this.zones.at(-1);
    if (zone === undefined) return;
    zone.to = this.length;
    const { values } = this;
    let squares = 0;
    for (let at = zone.from; at < zone.to; at += 1) squares += (values[at] ?? 0) ** 2;
    const length = Math.sqrt(squares + SHORT);
    for (let at = zone.from; at < zone.to; at += 1) values[at] = (values[at] ?? 0) / length;
  }

  #add(place: number, value: number, word: number): void {
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
