import { Marks } from "./marks.ts";
import { SortedLists } from "./sorted-lists.ts";
import { isStemmed, prefixOfForm, STEM_PREFIX, stemForm } from "./stem-forms.ts";
import { type Phrase, type Token, endOfPhrase, nextToken, parsePhrase, tokenize } from "./words.ts";

/** Bits of the filter that keeps most words of a text from being looked up at all. */
const FILTER_BITS = 1 << 21;
/** There are few beginnings of three letters, and these stay in the processor's nearest cache. */
const STEM_FILTER_BITS = 1 << 14;
const SECOND_FILTER_BITS = 1 << 16;
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

/** One text on its way through the book. */
interface Walk {
  readonly text: string;
  readonly language: string | null;
  /** The phrases met so far. */
  readonly found: number[];
}

/** The phrases that a first word begins. */
interface Beginning {
  /** Those that are this one word. */
  readonly ended: number[];
  /** By the form of the second word. */
  readonly goOn: Map<string, number[]>;
  /** Whether a second word was ever asked for by its stem. */
  goesOnByStem: boolean;
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
  /** By the first letters that a stem has in common with its words. */
  readonly #stemFilter = new Uint32Array(STEM_FILTER_BITS / 32);
  /** Whether any phrase begins with a word that has stems: most are names, and a text need not be stemmed for them. */
  #hasStems = false;
  /** By a second word: after a word as frequent as `the` most that follows begins nothing. */
  readonly #secondFilter = new Uint32Array(SECOND_FILTER_BITS / 32);
  /** Subscriptions by phrase: the list's number is the phrase's. */
  readonly #filed = new SortedLists();
  readonly #spare: number[] = [];
  /** By language, stretches of text that took the slow way, and their tokens, counted from the stretch's start. */
  readonly #read = new Map<string | null, Map<string, readonly Token[]>>();

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

  /**
   * Finds each phrase that stands in the text of this language (ISO 639-1, null: unknown); `see`
   * gets the subscriptions of each, after all are found.
   */
  scan(
    text: string,
    language: string | null,
    see: (page: Uint32Array, start: number, end: number) => void,
  ): void {
    this.found.begin();
    if (this.#ids.size === 0) return;
    const found: number[] = [];
    this.#walk({ text, language: isStemmed(language) ? language : null, found });
    for (const id of found) {
      const start = this.#filed.startOf(id);
      see(this.#filed.pageOf(id), start, start + this.#filed.lengthOf(id));
    }
  }

  #walk(walk: Walk): void {
    const { text, language } = walk;
    const { length } = text;
    const readsStems = language !== null && this.#hasStems;
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
      if (!isPlain) this.#readSlowly(walk, start, at);
      else {
        if (isIn(this.#filter, hash)) {
          const form = text.slice(start, at).toLowerCase();
          this.#lookUp(form, { forms: [form], start, end: at }, walk);
        }
        if (readsStems) this.#readStem(walk, start, at);
      }
    }
  }

  #readStem(walk: Walk, start: number, end: number): void {
    if (!isIn(this.#stemFilter, prefixHash(walk.text, start))) return;
    const form = stemForm(walk.text.slice(start, end), walk.language);
    if (form !== undefined) this.#lookUp(form, { forms: [form], start, end }, walk);
  }

  /** What is not plain letters and digits; the same word comes again and again. */
  #readSlowly(walk: Walk, start: number, end: number): void {
    const stretch = walk.text.slice(start, end);
    const read = this.#read.getOrInsertComputed(walk.language, () => new Map());
    let tokens = read.get(stretch);
    if (!tokens) {
      if (read.size >= MOST_READ) read.clear();
      tokens = tokenize(stretch, walk.language);
      read.set(stretch, tokens);
    }
    for (const token of tokens) {
      for (const form of token.forms) {
        if (!isIn(this.#filter, hashOf(form))) continue;
        const here = { ...token, start: token.start + start, end: token.end + start };
        this.#lookUp(form, here, walk);
      }
    }
  }

  #lookUp(form: string, token: Token, walk: Walk): void {
    const begun = this.#begun.get(form);
    if (!begun) return;
    const { ended, goOn } = begun;
    for (let at = 0; at < ended.length; at += 1) this.#meet(ended[at] ?? 0, token, walk);
    if (goOn.size === 0) return;
    if (!begun.goesOnByStem && !this.#mayGoOn(walk.text, token.end)) return;
    const second = nextToken(walk.text, token.end, begun.goesOnByStem ? walk.language : null);
    for (const next of second?.forms ?? []) {
      for (const id of begun.goOn.get(next) ?? []) this.#meet(id, token, walk);
    }
  }

  /** False only where the next word is plain letters and digits, and no phrase has it second. */
  #mayGoOn(text: string, end: number): boolean {
    let at = end;
    while (isPause(text.charCodeAt(at))) at += 1;
    const start = at;
    let hash = HASH_START;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= 128 || KINDS[code] !== PLAIN) break;
      hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code + 32 : code), HASH_PRIME);
    }
    // One letter and a full stop may go on as `U.N.` does.
    const isWhole = at - start > 1 && (at === text.length || isPause(text.charCodeAt(at)));
    return !isWhole || isIn(this.#secondFilter, hash);
  }

  #meet(id: number, first: Token, { text, language, found }: Walk): void {
    if (this.found.has(id)) return;
    const phrase = this.#phrases[id];
    if (!phrase) return;
    const after = ({ end }: Token) => nextToken(text, end, language);
    if (endOfPhrase(phrase, first, { text, after }) === undefined) return;
    this.found.add(id);
    found.push(id);
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
      if (second !== undefined && prefixOfForm(second) !== undefined) begun.goesOnByStem = true;
      // What is struck off later leaves its bit: a look-up in vain, and no more.
      addTo(this.#filter, hashOf(first));
      if (second !== undefined) addTo(this.#secondFilter, hashOf(second));
      const prefix = prefixOfForm(first);
      if (prefix === undefined) continue;
      this.#hasStems = true;
      addTo(this.#stemFilter, hashOf(prefix));
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
  return { ended: [], goOn: new Map(), goesOnByStem: false };
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

/** Whether an ASCII sign is part of no word: NaN, behind the end, is none. */
function isPause(code: number): boolean {
  return code < 128 && (KINDS[code] === GAP || KINDS[code] === DOT);
}

/** Of what stands there, in small letters. */
function prefixHash(text: string, start: number): number {
  let hash = HASH_START;
  for (let at = start; at < start + STEM_PREFIX; at += 1) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code + 32 : code), HASH_PRIME);
  }
  return hash;
}

function isIn(filter: Uint32Array, hash: number): boolean {
  const bit = bitOf(hash, filter);
  return ((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

function addTo(filter: Uint32Array, hash: number): void {
  const bit = bitOf(hash, filter);
  filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function bitOf(hash: number, filter: Uint32Array): number {
  return (hash ^ (hash >>> 15)) & (filter.length * 32 - 1);
}
