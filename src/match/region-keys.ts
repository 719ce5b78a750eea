import type { RegionCode } from "../model/region.ts";
import type { RegionClause } from "../model/subscription.ts";

/**
 * Numbers of regions as rules ask for them, each a code or a set of codes: all
 * who ask for Western Asia are filed under one number, not under eighteen countries.
 */
export class RegionKeys {
  readonly #numbers = new Map<string, number>();
  /** By the codes of a group: an array that all share who ask for it by its name. */
  readonly #groups = new WeakMap<readonly RegionCode[], number>();
  readonly #byCode = new Map<RegionCode, number[]>();

  /** What a rule is filed under that asks for no region. */
  static readonly ANY = 0;

  /** Undefined where it holds no code. */
  asked({ codes }: RegionClause): number | undefined {
    const [only] = codes;
    if (only === undefined) return undefined;
    if (codes.length === 1) return this.#numbers.get(only) ?? this.#numberOf(codes);
    return this.#groups.getOrInsertComputed(codes, () => this.#numberOf(codes));
  }

  /** All that contain one of these codes; `codes` holds the containing ones too. */
  told(codes: Iterable<RegionCode>): Set<number> {
    const numbers = new Set<number>();
    for (const code of codes) {
      for (const number of this.#byCode.get(code) ?? []) numbers.add(number);
    }
    return numbers;
  }

  #numberOf(codes: readonly RegionCode[]): number {
    const name = [...new Set(codes)].toSorted().join(" ");
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = (this.#numbers.size + 1) * 2;
    this.#numbers.set(name, number);
    for (const code of new Set(codes)) {
      const numbers = this.#byCode.get(code);
      if (numbers) numbers.push(number);
      else this.#byCode.set(code, [number]);
    }
    return number;
  }
}
