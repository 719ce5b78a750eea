import type { ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { ReportFeatures, WordZone } from "./report-features.ts";

/** The words and stems of a zone that some table knows, each once, in the order of the text. */
export interface CountedZone {
  readonly numbers: Int32Array;
  readonly counts: Int32Array;
  readonly length: number;
}

/** Counts the words of a report's zones by their numbers, each zone when a table first asks for it. */
export class WordCounter {
  /** By word; all 0 between two zones. */
  readonly #counts: Uint32Array;
  /** The report that the zones are of. */
  #held: ReportFeatures | undefined;
  readonly #zones: Record<ZoneName, ZoneCounts> = {
    all: new ZoneCounts(),
    acts: new ZoneCounts(),
    opening: new ZoneCounts(),
    capitals: new ZoneCounts(),
  };

  /** There are `most` numbers of words. */
  constructor(most: number) {
    this.#counts = new Uint32Array(most);
  }

  /** Good until another report's words are counted. */
  count(features: ReportFeatures, name: ZoneName): CountedZone {
    if (this.#held !== features) {
      for (const zone of Object.values(this.#zones)) zone.isCounted = false;
      this.#held = features;
    }
    const zone = this.#zones[name];
    if (!zone.isCounted) zone.count(features[name], this.#counts);
    return zone;
  }
}

class ZoneCounts implements CountedZone {
  isCounted = false;
  length = 0;
  numbers = new Int32Array(1_024);
  counts = new Int32Array(1_024);

  /** `counts` are all 0 before and after. */
  count({ words, tokens }: WordZone, counts: Uint32Array): void {
    this.#makeRoom(2 * tokens.length);
    this.length = 0;
    for (let i = 0; i < tokens.length; i += 1) {
      const word = words[tokens[i] ?? 0];
      if (word === undefined) continue;
      this.#add(word.featureNumber, counts);
      this.#add(word.stemNumber, counts);
    }
    for (let i = 0; i < this.length; i += 1) {
      const number = this.numbers[i] ?? 0;
      this.counts[i] = counts[number] ?? 0;
      counts[number] = 0;
    }
    this.isCounted = true;
  }

  #add(number: number, counts: Uint32Array): void {
    if (number === UNKNOWN) return;
    const count = counts[number] ?? 0;
    if (count === 0) {
      this.numbers[this.length] = number;
      this.length += 1;
    }
    counts[number] = count + 1;
  }

  #makeRoom(most: number): void {
    if (most <= this.numbers.length) return;
    this.numbers = new Int32Array(2 * most);
    this.counts = new Int32Array(2 * most);
  }
}
