import type { TextDocument } from "../text/document.ts";
import type { TakeHit } from "../text/phrase-book.ts";
import { findTogether } from "./find-together.ts";
import type { CompiledLexicon, Cue, LexiconWord, Meaning } from "./lexicon.ts";
import { type Clauses, readClauses } from "./read-clauses.ts";
import { type SignHit, SignHits } from "./sign-hits.ts";

export interface CueHit extends SignHit, Cue {}

/** Every phrase of a language that a document has. */
interface FoundPhrases {
  readonly cues: readonly CueHit[];
  readonly signs: SignHits;
  /** 1 where a word stands in a figure of speech: "heart attack". */
  readonly figurative: Uint8Array;
}

/** A document with every phrase of its language found in it. */
export class Reading implements Clauses {
  readonly document: TextDocument;
  readonly lexicon: CompiledLexicon;
  readonly words: readonly LexiconWord[];
  readonly cues: readonly CueHit[];
  readonly figurative: Uint8Array;
  readonly clauseOf: Uint32Array;
  readonly subordinate: Uint8Array;
  readonly #signs: SignHits;

  constructor(
    document: TextDocument,
    lexicon: CompiledLexicon,
    words: readonly LexiconWord[],
    { cues, signs, figurative }: FoundPhrases,
  ) {
    const { clauseOf, subordinate } = readClauses(document, signs.of("subordinate"));
    this.document = document;
    this.lexicon = lexicon;
    this.words = words;
    this.cues = cues;
    this.figurative = figurative;
    this.clauseOf = clauseOf;
    this.subordinate = subordinate;
    this.#signs = signs;
  }

  /** Of a word; empty before the first and behind the last. */
  keyAt(token: number): string {
    const { words } = this;
    return token >= 0 && token < words.length ? (words[token]?.key ?? "") : "";
  }

  /** Numbers of the signs that were found, in the order of the text; the lexicon has their names. */
  get signs(): readonly number[] {
    return this.#signs.found;
  }

  /** In order of the text. */
  hits(sign: string): readonly SignHit[] {
    return this.#signs.of(sign);
  }

  hitsOf(sign: number): readonly SignHit[] {
    return this.#signs.ofNumber(sign);
  }

  hitsIn(sign: string, sentence: number): readonly SignHit[] {
    return this.#signs.in(this.lexicon.signs.find(sign), sentence);
  }

  /** Whether a phrase of the sign begins at the token, or ends right before it. */
  startsAt(sign: string, token: number): boolean {
    return this.#signs.startsAt(sign, token);
  }

  endsAt(sign: string, token: number): boolean {
    return this.#signs.endsAt(sign, token);
  }
}

export function readSigns(document: TextDocument, lexicon: CompiledLexicon): Reading {
  // A list that many functions read is filled by hand: V8 makes that of `map` of another kind once it is compiled, and
  // throws away what it had compiled for the readers.
  const words: LexiconWord[] = [];
  for (const token of document.tokens) words.push(lexicon.wordOf(token));
  return new Reading(document, lexicon, words, findPhrases(document, lexicon));
}

function findPhrases({ tokens, sentences }: TextDocument, lexicon: CompiledLexicon): FoundPhrases {
  const { phrases, signs: names, togetherBySign } = lexicon;
  const signs = new SignHits(names);
  const figurative = new Uint8Array(tokens.length);
  const figure = names.find("figurative");
  const cues: CueHit[] = [];
  const together: CueHit[] = [];
  const said: number[] = [];
  const kinds = phrases.kindsOf(tokens);
  let sentence = 0;
  const take: TakeHit<Meaning> = (from, to, { sign, cue }) => {
    if (cue !== undefined) {
      cues.push({ from, to, sentence, slug: cue.slug, strength: cue.strength, rule: cue.rule });
      return;
    }
    if (signs.add(sign, { from, to, sentence })) said.push(sign);
    if (sign === figure) figurative.fill(1, from, to);
  };
  for (const { index, firstToken, endToken } of sentences) {
    sentence = index;
    said.length = 0;
    phrases.find(kinds, { from: firstToken, to: endToken }, take);
    findTogether(togetherBySign, { signs, sentence, said, figurative }, together);
  }
  return { cues: literal([...cues, ...together], figurative), signs, figurative };
}

function literal(cues: readonly CueHit[], figurative: Uint8Array): CueHit[] {
  const meant: CueHit[] = [];
  for (const cue of cues)
    if (figurative[cue.from] === 0 && figurative[cue.to - 1] === 0) meant.push(cue);
  return meant;
}
