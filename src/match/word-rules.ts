import { BitSet } from "./bit-set.ts";
import { type RuleFiling, pairsOf } from "./filing.ts";
import { PhraseBook } from "./phrase-book.ts";
import { type Heard, Postings } from "./postings.ts";

/** What an incident tells these rules. */
export interface Told extends Heard {
  readonly text: string;
  /** ISO 639-1; null: unknown. */
  readonly language: string | null;
}

/**
 * The rules that ask for words, by numbers of their own. One that places, threats, a severity and
 * words tell in full is filed under the pairs and under its words, and holds where both find it.
 */
export class WordRules {
  readonly #book = new PhraseBook();
  readonly #postings: Postings;
  /** By rule, its subscription's slot and one; 0 where the number is free. */
  #slots = new Uint32Array(64);
  /** By rule, its place among its subscription's rules. */
  #places = new Uint16Array(64);
  /** Those to be tried where their words are found. */
  readonly #tried = new BitSet();
  #count = 0;
  readonly #free: number[] = [];
  readonly #worded = new BitSet();
  readonly #keyed = new BitSet();

  constructor(threats: number) {
    this.#postings = new Postings(threats);
  }

  /** `at`: its place among its subscription's rules. */
  add(filing: RuleFiling, slot: number, at: number): void {
    const rule = this.#open(slot, at);
    const isFound = (filing.words ?? []).filter((word) => this.#book.add(word, rule)).length > 0;
    if (!isFound) this.#close(rule);
    else if (filing.trust === "clauses") this.#tried.add(rule);
    else for (const pair of pairsOf(filing)) this.#postings.add(...pair, filing.floor, rule);
  }

  remove(filing: RuleFiling, slot: number, at: number): void {
    const words = filing.words ?? [];
    const rule = this.#find(words, slot, at);
    if (rule === undefined) return;
    for (const word of words) this.#book.remove(word, rule);
    if (filing.trust === "keys") {
      for (const pair of pairsOf(filing)) this.#postings.remove(...pair, filing.floor, rule);
    }
    this.#close(rule);
  }

  /** Adds the slots of rules that hold to `found`, of those that have to be tried to `tried`. */
  addTo(found: BitSet, tried: BitSet, told: Told): void {
    this.#book.scan(told.text, told.language, this.#worded);
    this.#postings.addTo(this.#keyed, told);
    for (const rule of this.#worded.drain()) {
      if (this.#keyed.has(rule)) found.add((this.#slots[rule] ?? 1) - 1);
      else if (this.#tried.has(rule)) tried.add((this.#slots[rule] ?? 1) - 1);
    }
    this.#keyed.clear();
  }

  #open(slot: number, at: number): number {
    const rule = this.#free.pop() ?? this.#count;
    if (rule === this.#count) this.#count += 1;
    if (rule >= this.#slots.length) this.#grow();
    this.#slots[rule] = slot + 1;
    this.#places[rule] = at;
    return rule;
  }

  #close(rule: number): void {
    this.#slots[rule] = 0;
    this.#tried.delete(rule);
    this.#free.push(rule);
  }

  #find(words: readonly string[], slot: number, at: number): number | undefined {
    const isIt = (rule: number) => this.#slots[rule] === slot + 1 && this.#places[rule] === at;
    for (const word of words) {
      const rule = this.#book.find(word, isIt);
      if (rule !== undefined) return rule;
    }
    return undefined;
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    const [slots, places] = [new Uint32Array(size), new Uint16Array(size)];
    slots.set(this.#slots);
    places.set(this.#places);
    [this.#slots, this.#places] = [slots, places];
    for (const set of [this.#tried, this.#worded, this.#keyed]) set.reserve(size);
  }
}
