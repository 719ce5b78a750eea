import { CATEGORIES, type Taxonomy, type ThreatType, categoryOf, slugOf } from "../model/threat.ts";

/** Numbers of what rules may ask for: categories, types at home (by slug), types moved to another category. */
export class ThreatKeys {
  readonly #numbers = new Map<string, number>();
  /** By what was asked for already; there are as many as the taxonomy has, and a few that it has not. */
  readonly #asked = new Map<string, number | undefined>();
  readonly #taxonomy: Taxonomy;

  /** What a rule is filed under that asks for no threat. */
  static readonly ANY = 0;

  constructor(taxonomy: Taxonomy) {
    this.#taxonomy = taxonomy;
    for (const category of CATEGORIES) this.#number(category);
    for (const { slug, also } of taxonomy.values()) {
      this.#number(slug);
      for (const category of also) this.#number(`${category}/${slug}`);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#numbers.size + 1;
  }

  /** Undefined: no type of the taxonomy, as no checked rule asks. */
  asked(threat: string): number | undefined {
    return this.#asked.getOrInsertComputed(threat, (one) => this.#numberOf(one));
  }

  #numberOf(threat: string): number | undefined {
    const [category, slug] = threat.split("/");
    const isHome = slug !== undefined && this.#taxonomy.get(slug)?.category === category;
    return this.#numbers.get(isHome ? slug : threat);
  }

  /** All that a type satisfies. */
  told(type: ThreatType): number[] {
    const names = [categoryOf(type), slugOf(type), type];
    return names.flatMap((name) => this.#numbers.get(name) ?? []);
  }

  #number(name: string): void {
    if (!this.#numbers.has(name)) this.#numbers.set(name, this.#numbers.size + 1);
  }
}
