import type { BitSet } from "./bit-set.ts";
import { KeyedLists } from "./keyed-lists.ts";
import { FLOORS } from "./severity-floor.ts";

/** What an incident has of what rules are filed under. */
export interface Heard {
  readonly places: readonly number[];
  readonly threats: readonly number[];
  /** The highest floor it reaches. */
  readonly highest: number;
}

/** Rules by place, threat and severity floor. The numbers of all three are the caller's. */
export class Postings {
  readonly #lists = new KeyedLists();
  readonly #threats: number;
  #isEmpty = true;

  /** How many numbers of threats there are. */
  constructor(threats: number) {
    this.#threats = threats;
  }

  add(place: number, threat: number, floor: number, value: number): void {
    this.#isEmpty = false;
    this.#lists.add(this.#firstOf(place, threat) + floor, value);
  }

  remove(place: number, threat: number, floor: number, value: number): void {
    this.#lists.remove(this.#firstOf(place, threat) + floor, value);
  }

  /** Adds all that stand under one of these places and threats, and a floor up to `highest`. */
  addTo(found: BitSet, { places, threats, highest }: Heard): void {
    if (this.#isEmpty) return;
    for (const place of places) {
      for (const threat of threats) {
        const first = this.#firstOf(place, threat);
        this.#lists.addFamilyTo(found, first, first + highest);
      }
    }
  }

  /** Of the keys of a pair, which are a family; never 0. */
  #firstOf(place: number, threat: number): number {
    return ((place * this.#threats + threat + 1) * FLOORS) | 0;
  }
}
