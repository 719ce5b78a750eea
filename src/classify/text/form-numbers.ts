import type { WordForm } from "./word-form.ts";

const NOT_ASKED = -1;

/** A number a reader gives each form, asked for once for each that is kept. */
export class FormNumbers {
  readonly #ask: (form: WordForm) => number;
  #known = new Int32Array(1_024).fill(NOT_ASKED);

  /** `ask` answers with 0 or more. */
  constructor(ask: (form: WordForm) => number) {
    this.#ask = ask;
  }

  of(form: WordForm): number {
    const { id } = form;
    const known = this.#known[id] ?? NOT_ASKED;
    return known === NOT_ASKED ? this.#asked(form) : known;
  }

  /** By token. */
  ofAll(forms: readonly WordForm[]): Int32Array {
    const numbers = new Int32Array(forms.length);
    let at = 0;
    for (const form of forms) {
      numbers[at] = this.of(form);
      at += 1;
    }
    return numbers;
  }

  #asked(form: WordForm): number {
    const { id } = form;
    const number = this.#ask(form);
    // A form that is not kept has no id to keep its number by.
    if (id < 0) return number;
    if (id >= this.#known.length) this.#grow(id);
    this.#known[id] = number;
    return number;
  }

  #grow(id: number): void {
    const known = this.#known;
    this.#known = new Int32Array(Math.max(2 * known.length, id + 1)).fill(NOT_ASKED);
    this.#known.set(known);
  }
}
