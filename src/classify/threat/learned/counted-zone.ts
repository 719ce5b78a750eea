import type { ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";

/** The words and stems of a zone that some table knows, each once, in the order of the text. */
export interface CountedZone {
  readonly numbers: readonly number[];
  readonly counts: readonly number[];
}

/** A report's zones, each counted when a table first asks for it. */
export type CountedZones = (zone: ZoneName) => CountedZone;

/** Counts words by their numbers, of which there are `most`. */
export class WordCounter {
  /** All 0 between two zones. */
  readonly #counts: Uint32Array;

  constructor(most: number) {
    this.#counts = new Uint32Array(most);
  }

  zonesOf(features: ReportFeatures): CountedZones {
    const zones = new Map<ZoneName, CountedZone>();
    return (zone) => zones.getOrInsertComputed(zone, () => this.#count(features[zone]));
  }

  #count({ words, tokens }: WordZone): CountedZone {
    const numbers: number[] = [];
    for (let i = 0; i < tokens.length; i += 1) {
      const word = words[tokens[i] ?? 0];
      if (word === undefined) continue;
      this.#add(word.featureNumber, numbers);
      this.#add(word.stemNumber, numbers);
    }
    const counts: number[] = [];
    for (const number of numbers) {
      counts.push(this.#counts[number] ?? 0);
      this.#counts[number] = 0;
    }
    return { numbers, counts };
  }

  #add(number: number, numbers: number[]): void {
    if (number === UNKNOWN) return;
    const count = this.#counts[number] ?? 0;
    if (count === 0) numbers.push(number);
    this.#counts[number] = count + 1;
  }
}
