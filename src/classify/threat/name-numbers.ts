/** The number of a name that was never added. */
export const UNKNOWN = -1;

/** Names, numbered in the order in which they are added. */
export class NameNumbers {
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
