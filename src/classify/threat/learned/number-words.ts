import type { TableData, ZoneName } from "../../../model/threat-model.ts";
import { UNKNOWN } from "../name-numbers.ts";
import type { NumberOf } from "./feature-word.ts";
import { sortedIndexes } from "./sorted-indexes.ts";

/** The words of one zone of a table. */
export interface NumberedZone {
  readonly zone: ZoneName;
  /** In the order of the table. */
  readonly numbers: Uint32Array;
  readonly idf: readonly number[];
}

export interface NumberedWords {
  readonly numberOf: NumberOf;
  readonly count: number;
  /** By table. */
  readonly zones: readonly (readonly NumberedZone[])[];
}

/**
 * Numbers the words that these tables know. The commonest come first: what is kept by their numbers then lies close
 * together for most of the words of a report, and stays in the processor's caches.
 */
export function numberWords(tables: readonly Pick<TableData, "words">[]): NumberedWords {
  const ids = new Map<string, number>();
  /** In thousandths, by id: the least that a table has. */
  const rarities: number[] = [];
  const idOf = (key: string, idf: number): number => {
    const rarity = Math.round(idf * 1000);
    const known = ids.get(key);
    if (known === undefined) {
      ids.set(key, rarities.length);
      return rarities.push(rarity) - 1;
    }
    rarities[known] = Math.min(rarity, rarities[known] ?? rarity);
    return known;
  };
  const zones = tables.map(({ words }) =>
    words.map(({ zone, keys, idf }) => {
      const numbers = new Uint32Array(keys.length);
      for (let i = 0; i < keys.length; i += 1) numbers[i] = idOf(keys[i] ?? "", idf[i] ?? 0);
      return { zone, numbers, idf };
    }),
  );
  const ranks = new Uint32Array(rarities.length);
  const commonestFirst = sortedIndexes(Uint32Array.from(rarities));
  for (let rank = 0; rank < ranks.length; rank += 1) ranks[commonestFirst[rank] ?? 0] = rank;
  for (const { numbers } of zones.flat()) {
    for (let i = 0; i < numbers.length; i += 1) numbers[i] = ranks[numbers[i] ?? 0] ?? 0;
  }
  const numberOf = (name: string) => ranks[ids.get(name) ?? ranks.length] ?? UNKNOWN;
  return { numberOf, count: ranks.length, zones };
}
