import { MEASURE_SCALE, type MeasureKind, type Measures, measureOf } from "./measures.ts";

/** What the rules say of the types one head speaks for; these rows stand last in a table. */
export const OWN_MEASURES = ["first", "listed", "type", "leads"] as const satisfies MeasureKind[];

/** The measures that each head of a table goes by alone. */
export class OwnMeasures {
  readonly #heads: number;
  /** By a measure's number: where the heads that go by it keep it. */
  readonly #slots: number[][] = [];

  constructor(heads: readonly { readonly slugs: readonly string[] }[]) {
    this.#heads = heads.length;
    for (const [head, { slugs }] of heads.entries()) {
      for (const [kind, name] of OWN_MEASURES.entries()) {
        for (const slug of slugs) {
          const number = measureOf(name, slug);
          while (this.#slots.length <= number) this.#slots.push([]);
          this.#slots[number]?.push(head * OWN_MEASURES.length + kind);
        }
      }
    }
  }

  /** Of each head in turn `OWN_MEASURES`. A group of types is known as well as its best known one. */
  read({ numbers, values }: Measures): Float64Array {
    const own = new Float64Array(this.#heads * OWN_MEASURES.length);
    for (let i = 0; i < numbers.length; i += 1) {
      for (const slot of this.#slots[numbers[i] ?? 0] ?? NOWHERE) {
        own[slot] = Math.max(own[slot] ?? 0, MEASURE_SCALE * (values[i] ?? 0));
      }
    }
    return own;
  }
}

const NOWHERE: readonly number[] = [];
