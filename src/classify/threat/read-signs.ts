import type { TextDocument } from "../text/document.ts";
import { findTogether } from "./find-together.ts";
import type { CompiledLexicon, Cue, LexiconWord } from "./lexicon.ts";
import { type Clauses, readClauses } from "./read-clauses.ts";
import { type SignHit, SignHits } from "./sign-hits.ts";

export interface CueHit extends SignHit, Cue {}

/** A document with every phrase of its language found in it. */
export interface Reading extends Clauses {
  readonly document: TextDocument;
  readonly lexicon: CompiledLexicon;
  readonly words: readonly LexiconWord[];
  /** Of each of these. */
  readonly keys: readonly string[];
  readonly cues: readonly CueHit[];
  /** Names of the signs that were found. */
  readonly signs: readonly string[];
  /** In order of the text. */
  hits(sign: string): readonly SignHit[];
  hitsIn(sign: string, sentence: number): readonly SignHit[];
  /** Whether a phrase of the sign begins at the token, or ends right before it. */
  startsAt(sign: string, token: number): boolean;
  endsAt(sign: string, token: number): boolean;
  /** 1 where a word stands in a figure of speech: "heart attack". */
  readonly figurative: Uint8Array;
}

export function readSigns(document: TextDocument, lexicon: CompiledLexicon): Reading {
  const words = document.tokens.map((token) => lexicon.wordOf(token));
  const { signs: names } = lexicon;
  const signs = new SignHits(names);
  const figurative = new Uint8Array(words.length);
  const figure = names.find("figurative");
  const cues: CueHit[] = [];
  const together: CueHit[] = [];
  const kinds = lexicon.phrases.kindsOf(document.tokens);
  for (const { index: sentence, firstToken, endToken } of document.sentences) {
    const said: number[] = [];
    lexicon.phrases.find(kinds, { from: firstToken, to: endToken }, (from, to, { sign, cue }) => {
      if (cue !== undefined) {
        cues.push({ from, to, sentence, slug: cue.slug, strength: cue.strength, rule: cue.rule });
        return;
      }
      if (signs.add(sign, { from, to, sentence })) said.push(sign);
      if (sign === figure) figurative.fill(1, from, to);
    });
    findTogether(lexicon.togetherBySign, { signs, sentence, said, figurative }, together);
  }
  return {
    document,
    lexicon,
    words,
    keys: words.map(({ key }) => key),
    cues: [...cues, ...together].filter(
      (cue) => figurative[cue.from] === 0 && figurative[cue.to - 1] === 0,
    ),
    signs: signs.found.map((sign) => names.nameOf(sign)),
    figurative,
    hits: (sign) => signs.of(sign),
    hitsIn: (sign, sentence) => signs.in(names.find(sign), sentence),
    startsAt: (sign, token) => signs.startsAt(sign, token),
    endsAt: (sign, token) => signs.endsAt(sign, token),
    ...readClauses(document, signs.of("subordinate")),
  };
}
