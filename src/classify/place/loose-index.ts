import { loosen, SHORTEST_LOOSE_KEY } from "./loose-spelling.ts";

/** The gazetteer's columns as far as spelling by ear needs them. */
export interface SpelledNames {
  readonly count: number;
  readonly nameAt: (index: number) => string;
  /** Half-open range of the readings of a name. */
  readonly readingsOf: (index: number) => readonly [from: number, to: number];
  readonly countryOf: (reading: number) => number;
}

const LATIN = /^[a-z ]+$/;

/** Readings by loose key, country by country; a country's are gathered when first asked for: some milliseconds. */
export class LooseIndex {
  readonly #names: SpelledNames;
  readonly #byCountry = new Map<number, ReadonlyMap<string, readonly number[]>>();

  constructor(names: SpelledNames) {
    this.#names = names;
  }

  find(key: string, country: number): readonly number[] {
    const loose = loosen(key);
    if (loose.length < SHORTEST_LOOSE_KEY || !LATIN.test(key)) return [];
    return (
      this.#byCountry.getOrInsertComputed(country, () => this.#gather(country)).get(loose) ?? []
    );
  }

  #gather(country: number): Map<string, number[]> {
    const { count, nameAt, readingsOf, countryOf } = this.#names;
    const gathered = new Map<string, number[]>();
    for (let index = 0; index < count; index += 1) {
      const [from, to] = readingsOf(index);
      let loose: string | undefined;
      for (let reading = from; reading < to; reading += 1) {
        if (countryOf(reading) !== country) continue;
        loose ??= looseName(nameAt(index));
        if (loose.length >= SHORTEST_LOOSE_KEY)
          gathered.getOrInsertComputed(loose, () => []).push(reading);
      }
    }
    return gathered;
  }
}

function looseName(name: string): string {
  return LATIN.test(name) ? loosen(name) : "";
}
