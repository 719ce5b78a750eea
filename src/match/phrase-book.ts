import { Marks } from "./marks.ts";
import { SortedLists } from "./sorted-lists.ts";
import { type Phrase, type Token, endOfPhrase, nextToken, parsePhrase, tokenize } from "./words.ts";

/** Bits of the filter that keeps most words of a text from being looked up at all. */
const FILTER_BITS = 1 << 21;
/** Some megabytes of stretches; a language has that many words that matter. */
const MOST_READ = 1 << 15;

/** What a UTF-16 unit is to the quick scan. */
const GAP = 0;
const PLAIN = 1;
const DOT = 2;
const OTHER = 3;

/** By ASCII code; whatever is not ASCII may be part of a word and is left to the slow way. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCodePoint(code);
  if (/[A-Za-z0-9]/.test(sign)) return PLAIN;
  if (sign === ".") return DOT;
  return sign === "'" ? OTHER : GAP;
});

/** The phrases that a first word begins. */
interface Beginning {
  /** Those that are this one word. */
  readonly ended: number[];
  /** By the form of the second word. */
  readonly goOn: Map<string, number[]>;
}

/**
 * Every watch word of all subscriptions, found in one pass over a text: a trie
 * whose edges are folded words rather than letters. Most words of a text are
 * plain letters and digits; their hash is made as they are read, and only those
 * that the filter lets through are ever cut out and looked up.
 */
export class PhraseBook {
  /** Phrases that the last scan found. */
  readonly found = new Marks();
  readonly #ids = new Map<string, number>();
  readonly #phrases: (Phrase | undefined)[] = [];
  /** By the folded form of a first word. */
  readonly #begun = new Map<string, Beginning>();
  readonly #filter = new Uint32Array(FILTER_BITS / 32);
  /** Subscriptions by phrase: the list's number is the phrase's. */
  readonly #filed = new SortedLists();
  readonly #spare: number[] = [];
  /** Stretches of text that took the slow way, and their tokens, counted from the stretch's start. */
  readonly #read = new Map<string, readonly Token[]>();

  /** The phrase's number; undefined where no word is in it, so that it stands nowhere. */
  add(asked: string, slot: number): number | undefined {
    const id = this.#ids.get(asked) ?? this.#enter(asked);
    if (id !== undefined) this.#filed.add(id, slot);
    return id;
  }

  remove(asked: string, slot: number): void {
    const id = this.#ids.get(asked);
    if (id === undefined) return;
    this.#filed.remove(id, slot);
    if (this.#filed.lengthOf(id) === 0) this.#strike(asked, id);
  }

  /** Finds each phrase that stands in the text; `see` gets the subscriptions of each, after all are found. */
  scan(text: string, see: (page: Uint32Array, start: number, end: number) => void): void {
    this.found.begin();
    if (this.#ids.size === 0) return;
    const found: number[] = [];
    this.#walk(text, found);
    for (const id of found) {
      const start = this.#filed.startOf(id);
      see(this.#filed.pageOf(id), start, start + this.#filed.lengthOf(id));
    }
  }

  #walk(text: string, found: number[]): void {
    const { length } = text;
    for (let at = 0; at < length; at += 1) {
      const start = at;
      let hash = HASH_START;
      let isPlain = true;
      for (; at < length; at += 1) {
        const code = text.charCodeAt(at);
        const kind = code < 128 ? (KINDS[code] ?? OTHER) : OTHER;
        if (kind === GAP) break;
        if (kind === PLAIN) {
          hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code + 32 : code), HASH_PRIME);
          continue;
        }
        // A full stop ends a word, where it is not one of `U.N.`
        if (kind === DOT && isPlain && at - start > 1 && isGapAt(text, at + 1)) break;
        isPlain = false;
      }
      if (at === start) continue;
      if (!isPlain) this.#readSlowly(text, start, at, found);
      else if (this.#mayBegin(hash)) {
        const form = text.slice(start, at).toLowerCase();
        this.#lookUp(form, { forms: [form], start, end: at }, text, found);
      }
    }
  }

  /** What is not plain letters and digits; the same word comes again and again. */
  #readSlowly(text: string, start: number, end: number, found: number[]): void {
    const stretch = text.slice(start, end);
    let tokens = this.#read.get(stretch);
    if (!tokens) {
      if (this.#read.size >= MOST_READ) this.#read.clear();
      tokens = tokenize(stretch);
      this.#read.set(stretch, tokens);
    }
    for (const token of tokens) {
      for (const form of token.forms) {
        if (!this.#mayBegin(hashOf(form))) continue;
        const here = { ...token, start: token.start + start, end: token.end + start };
        this.#lookUp(form, here, text, found);
      }
    }
  }

  #lookUp(form: string, token: Token, text: string, found: number[]): void {
    const begun = this.#begun.get(form);
    if (!begun) return;
    for (const id of begun.ended) this.#meet(id, token, text, found);
    if (begun.goOn.size === 0) return;
    const second = nextToken(text, token.end);
    for (const next of second?.forms ?? []) {
      for (const id of begun.goOn.get(next) ?? []) this.#meet(id, token, text, found);
    }
  }

  #meet(id: number, first: Token, text: string, found: number[]): void {
    const phrase = this.#phrases[id];
    if (!phrase || this.found.has(id)) return;
    const after = ({ end }: Token) => nextToken(text, end);
    if (endOfPhrase(phrase, first, { text, after }) === undefined) return;
    this.found.add(id);
    found.push(id);
  }

  #mayBegin(hash: number): boolean {
    const bit = bitOf(hash);
    return ((this.#filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  #enter(asked: string): number | undefined {
    const phrase = parsePhrase(asked);
    if (!phrase) return undefined;
    const id = this.#spare.pop() ?? this.#filed.open();
    this.#ids.set(asked, id);
    this.#phrases[id] = phrase;
    for (const [first, second] of beginningsOf(phrase)) {
      const begun = this.#begun.getOrInsertComputed(first, newBeginning);
      if (second === undefined) begun.ended.push(id);
      else begun.goOn.getOrInsertComputed(second, () => []).push(id);
      // What is struck off later leaves its bit: a look-up in vain, and no more.
      const bit = bitOf(hashOf(first));
      this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
    return id;
  }

  #strike(asked: string, id: number): void {
    const phrase = this.#phrases[id];
    for (const [first, second] of phrase ? beginningsOf(phrase) : []) {
      const begun = this.#begun.get(first);
      if (!begun) continue;
      const ids = second === undefined ? begun.ended : (begun.goOn.get(second) ?? []);
      if (ids.includes(id)) ids.splice(ids.indexOf(id), 1);
      if (second !== undefined && ids.length === 0) begun.goOn.delete(second);
      if (begun.ended.length === 0 && begun.goOn.size === 0) this.#begun.delete(first);
    }
    this.#phrases[id] = undefined;
    this.#ids.delete(asked);
    this.#spare.push(id);
  }
}

function newBeginning(): Beginning {
  return { ended: [], goOn: new Map() };
}

/** Each first form with each second; words have few forms. */
function beginningsOf({
  words: [first, second],
}: Phrase): (readonly [string, string | undefined])[] {
  const seconds = second ? [...new Set(second.forms)] : [undefined];
  return [...new Set(first?.forms)].flatMap((form) => seconds.map((next) => [form, next] as const));
}

function isGapAt(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code < 128 && KINDS[code] === GAP;
}

/** FNV-1a over UTF-16 units. */
const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

function hashOf(form: string): number {
  let hash = HASH_START;
  for (let at = 0; at < form.length; at += 1) {
    hash = Math.imul(hash ^ form.charCodeAt(at), HASH_PRIME);
  }
  return hash;
}

function bitOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (FILTER_BITS - 1);
}
