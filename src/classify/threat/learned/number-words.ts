import type { TableData } from "../../../model/threat-model.ts";
import { NameNumbers } from "../name-numbers.ts";

/**
 * The words that these tables know. The commonest come first: what is kept by their numbers then lies close together for
 * most of the words of a report, and stays in the processor's caches.
 */
export function numberWords(tables: readonly TableData[]): NameNumbers {
  const rarities = new Map<string, number>();
  for (const { keys, idf } of tables.flatMap(({ words }) => words)) {
    for (const [i, key] of keys.entries()) {
      const rarity = idf[i] ?? 0;
      if (rarity < (rarities.get(key) ?? Number.POSITIVE_INFINITY)) rarities.set(key, rarity);
    }
  }
  const numbers = new NameNumbers();
  for (const [key] of [...rarities].toSorted(([, one], [, other]) => one - other)) numbers.add(key);
  return numbers;
}
