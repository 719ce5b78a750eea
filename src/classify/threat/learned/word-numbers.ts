import type { TableData } from "../../../model/threat-model.ts";
import { UNKNOWN } from "./feature-word.ts";

/** Names of words and stems, numbered in the order in which they are added. */
export class WordNumbers {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  get count(): number {
    return this.#names.length;
  }

  find(name: string): number {
    return this.#numbers.get(name) ?? UNKNOWN;
  }

  add(name: string): number {
    return this.#numbers.getOrInsertComputed(name, () => this.#names.push(name) - 1);
  }

  nameOf(number: number): string {
    return this.#names[number] ?? "";
  }
}

/**
 * The words that these tables know. The commonest come first: what is kept by their numbers then lies close together for
 * most of the words of a report, and stays in the processor's caches.
 */
export function numberWords(tables: readonly TableData[]): WordNumbers {
  const rarities = new Map<string, number>();
  for (const { keys, idf } of tables.flatMap(({ words }) => words)) {
    for (const [i, key] of keys.entries()) {
      const rarity = idf[i] ?? 0;
      if (rarity < (rarities.get(key) ?? Number.POSITIVE_INFINITY)) rarities.set(key, rarity);
    }
  }
  const numbers = new WordNumbers();
  for (const [key] of [...rarities].toSorted(([, one], [, other]) => one - other)) numbers.add(key);
  return numbers;
}
