import { BitSet } from "./bit-set.ts";
import { KeyedLists } from "./keyed-lists.ts";
import { Marks } from "./marks.ts";
import { isStemmed, prefixOfForm, STEM_PREFIX, stemForm } from "./stem-forms.ts";
import { type ReadText, Stretches } from "./stretches.ts";
import { UnitReader } from "./unit-reader.ts";
import {
  DOT,
  GAP,
  HASH_START,
  hashBetween,
  hashOf,
  hashOfBoth,
  isGapAt,
  mixed,
  OTHER,
  plainHashAfter,
  signOf,
} from "./word-hash.ts";
import { type Phrase, type Token, endOfPhrase, nextToken, parsePhrase } from "./words.ts";

/** There are few beginnings of three letters, and these stay in the processor's nearest cache. */
const PREFIX_BITS = 1 << 14;
/** Under a first word: some phrase goes on after it. */
const GOES_ON = 0;
/** The same, with a word asked for by its stem. */
const GOES_ON_BY_STEM = 1;
const FIRST_ID = 2;

/** One text on its way through the book. */
interface Walk extends ReadText {
  /** The word it stands at. */
  start: number;
  end: number;
  /** Undefined where that is plain letters and digits. */
  forms: readonly string[] | undefined;
  /** The phrases met so far. */
  readonly found: number[];
}

/**
 * Every watch word of all rules, found in one pass over a text: a trie two words deep
 * whose edges are hashes of folded words rather than letters. Most words of a text are
 * plain letters and digits; their hash is made as they are read, and only those that
 * begin a phrase are ever cut out. What two hashes agree on is looked at in full.
 */
export class PhraseBook {
  readonly #ids = new Map<string, number>();
  readonly #phrases: (Phrase | undefined)[] = [];
  /** Phrases of one word by its forms, and what a first word of several has after it. */
  readonly #begun = new KeyedLists();
  /** Phrases of several words by the forms of the first and the second. */
  readonly #goOn = new KeyedLists();
  /** By the first letters that a stem has in common with its words. */
  readonly #stemPrefixes = new BitSet(PREFIX_BITS);
  /** Whether any phrase begins with a word that has stems: most are names, and a text need not be stemmed for them. */
  #hasStems = false;
  /** Rules by phrase. */
  readonly #filed = new KeyedLists();
  readonly #spare: number[] = [];
  readonly #stretches = new Stretches();
  readonly #reader = new UnitReader();
  readonly #met = new Marks();

  /** False where no word is in it, so that it stands nowhere. */
  add(asked: string, rule: number): boolean {
    const id = this.#ids.get(asked) ?? this.#enter(asked);
    if (id === undefined) return false;
    this.#filed.add(keyOf(id), rule);
    return true;
  }

  remove(asked: string, rule: number): void {
    const id = this.#ids.get(asked);
    if (id === undefined) return;
    this.#filed.remove(keyOf(id), rule);
    if (this.#filed.listOf(keyOf(id)) === 0) this.#strike(asked, id);
  }

  /** Of the rules that ask for it the first that is wanted. */
  find(asked: string, isWanted: (rule: number) => boolean): number | undefined {
    const id = this.#ids.get(asked);
    const list = id === undefined ? 0 : this.#filed.listOf(keyOf(id));
    const { lists } = this.#filed;
    for (let at = 0; at < lists.lengthOf(list); at += 1) {
      const rule = lists.valueAt(list, at);
      if (isWanted(rule)) return rule;
    }
    return undefined;
  }

  /** Adds the rules of each phrase that stands in the text of this language (ISO 639-1, null: unknown). */
  scan(text: string, language: string | null, rules: BitSet): void {
    if (this.#ids.size === 0) return;
    const known = isStemmed(language) ? language : null;
    const found: number[] = [];
    this.#met.begin();
    const units = this.#reader.read(text);
    this.#walk({ text, units, language: known, found, start: 0, end: 0, forms: undefined });
    for (const id of found) this.#filed.addTo(rules, keyOf(id));
  }

  #walk(walk: Walk): void {
    const { units } = walk;
    const { length } = units;
    for (let at = 0; at < length; at += 1) {
      const start = at;
      let hash = HASH_START;
      let isPlain = true;
      for (; at < length; at += 1) {
        const sign = signOf(units[at]);
        if (sign > OTHER) {
          hash = mixed(hash, sign);
          continue;
        }
        if (sign === GAP) break;
        // A full stop ends a word, where it is not one of `U.N.`
        if (sign === DOT && isPlain && at - start > 1 && isGapAt(units, at + 1)) break;
        isPlain = false;
      }
      if (at === start) continue;
      if (isPlain) {
        this.#lookUp(hash, standAt(walk, start, at));
        this.#readStem(walk);
      } else this.#readSlowly(walk, start, at);
    }
  }

  #readStem(walk: Walk): void {
    const { text, units, language, start, end } = walk;
    if (language === null || !this.#hasStems) return;
    if (!this.#stemPrefixes.has(prefixBit(units, start))) return;
    const form = stemForm(text.slice(start, end), language);
    if (form !== undefined) this.#lookUp(hashOf(form), standAt(walk, start, end, [form]));
  }

  #readSlowly(walk: Walk, start: number, end: number): void {
    for (const { token, hashes } of this.#stretches.read(walk, start, end)) {
      standAt(walk, start + token.start, start + token.end, token.forms);
      for (const hash of hashes) this.#lookUp(hash, walk);
    }
  }

  #lookUp(hash: number, walk: Walk): void {
    const list = this.#begun.listOf(hash);
    if (list === 0) return;
    const { lists } = this.#begun;
    const length = lists.lengthOf(list);
    let goesOn = -1;
    for (let at = 0; at < length; at += 1) {
      const id = lists.valueAt(list, at);
      if (id < FIRST_ID) goesOn = id;
      else if (!this.#met.has(id)) this.#meet(id, tokenOf(walk), walk);
    }
    if (goesOn >= 0) this.#goOnAfter(hash, tokenOf(walk), goesOn, walk);
  }

  #goOnAfter(first: number, token: Token, goesOn: number, walk: Walk): void {
    const plain = goesOn === GOES_ON ? plainHashAfter(walk.units, token.end) : undefined;
    if (plain !== undefined) {
      this.#meetBoth(first, plain, token, walk);
      return;
    }
    const language = goesOn === GOES_ON_BY_STEM ? walk.language : null;
    const second = nextToken(walk.text, token.end, language);
    for (const form of second?.forms ?? []) this.#meetBoth(first, hashOf(form), token, walk);
  }

  #meetBoth(first: number, second: number, token: Token, walk: Walk): void {
    const { lists } = this.#goOn;
    const list = this.#goOn.listOf(hashOfBoth(first, second));
    for (let at = 0; at < lists.lengthOf(list); at += 1) {
      const id = lists.valueAt(list, at);
      if (!this.#met.has(id)) this.#meet(id, token, walk);
    }
  }

  #meet(id: number, first: Token, { text, language, found }: Walk): void {
    const phrase = this.#phrases[id];
    if (!phrase) return;
    const after = ({ end }: Token) => nextToken(text, end, language);
    if (endOfPhrase(phrase, first, { text, after }) === undefined) return;
    this.#met.add(id);
    found.push(id);
  }

  #enter(asked: string): number | undefined {
    const phrase = parsePhrase(asked);
    if (!phrase) return undefined;
    const id = this.#spare.pop() ?? FIRST_ID + this.#ids.size;
    this.#ids.set(asked, id);
    this.#phrases[id] = phrase;
    const [first, second] = phrase.words;
    for (const form of new Set(first?.forms)) {
      const hash = hashOf(form);
      if (second) {
        for (const next of new Set(second.forms)) {
          this.#goOn.add(hashOfBoth(hash, hashOf(next)), id);
        }
        // What is struck off later leaves this: a look-up in vain, and no more.
        const hasStems = second.forms.some((next) => prefixOfForm(next) !== undefined);
        this.#begun.add(hash, hasStems ? GOES_ON_BY_STEM : GOES_ON);
      } else this.#begun.add(hash, id);
      const prefix = prefixOfForm(form);
      if (prefix === undefined) continue;
      this.#hasStems = true;
      this.#stemPrefixes.add(hashOf(prefix) & (PREFIX_BITS - 1));
    }
    return id;
  }

  #strike(asked: string, id: number): void {
    const [first, second] = this.#phrases[id]?.words ?? [];
    for (const form of new Set(first?.forms)) {
      const hash = hashOf(form);
      if (!second) this.#begun.remove(hash, id);
      for (const next of new Set(second?.forms)) {
        this.#goOn.remove(hashOfBoth(hash, hashOf(next)), id);
      }
    }
    this.#phrases[id] = undefined;
    this.#ids.delete(asked);
    this.#spare.push(id);
  }
}

function keyOf(id: number): number {
  return id * 4;
}

function standAt(walk: Walk, start: number, end: number, forms?: readonly string[]): Walk {
  walk.start = start;
  walk.end = end;
  walk.forms = forms;
  return walk;
}

/** The word it stands at: most are looked up in vain, and need not be cut out. */
function tokenOf({ text, start, end, forms }: Walk): Token {
  return { forms: forms ?? [text.slice(start, end).toLowerCase()], start, end };
}

function prefixBit(units: Uint16Array, start: number): number {
  return hashBetween(units, start, start + STEM_PREFIX) & (PREFIX_BITS - 1);
}
