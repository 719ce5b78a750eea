import { FLOORS } from "./severity-floor.ts";
import { SortedLists } from "./sorted-lists.ts";

/** Subscriptions by region, threat and severity floor. The numbers of all three are the caller's. */
export class Postings {
  readonly #lists = new SortedLists();
  /** By region: for each threat and floor the number of its list and one, or 0 for none. */
  readonly #shelves: (Int32Array | undefined)[] = [];
  readonly #threats: number;

  constructor(threats: number) {
    this.#threats = threats;
  }

  add(region: number, threat: number, floor: number, slot: number): void {
    const shelf = (this.#shelves[region] ??= new Int32Array(this.#threats * FLOORS));
    const at = threat * FLOORS + floor;
    let list = (shelf[at] ?? 0) - 1;
    if (list < 0) {
      list = this.#lists.open();
      shelf[at] = list + 1;
    }
    this.#lists.add(list, slot);
  }

  remove(region: number, threat: number, floor: number, slot: number): void {
    const list = (this.#shelves[region]?.[threat * FLOORS + floor] ?? 0) - 1;
    if (list >= 0) this.#lists.remove(list, slot);
  }

  /** Gives every list under one of these regions and threats, and a floor up to `highest`. */
  visit(
    regions: readonly number[],
    threats: readonly number[],
    highest: number,
    see: (page: Uint32Array, start: number, end: number) => void,
  ): void {
    for (const region of regions) {
      const shelf = this.#shelves[region];
      if (!shelf) continue;
      for (const threat of threats) {
        const first = threat * FLOORS;
        for (let at = first; at <= first + highest; at += 1) {
          const list = (shelf[at] ?? 0) - 1;
          if (list < 0) continue;
          const length = this.#lists.lengthOf(list);
          if (length === 0) continue;
          const start = this.#lists.startOf(list);
          see(this.#lists.pageOf(list), start, start + length);
        }
      }
    }
  }
}
