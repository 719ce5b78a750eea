import type { Sentence, TextDocument } from "../text/document.ts";
import type { CompiledLexicon, Meaning } from "./lexicon.ts";
import { type Hit, findPhrases } from "./phrase.ts";

export interface SignHit {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

export interface CueHit extends SignHit {
  readonly slug: string;
  readonly strength: number;
  /** The lexicon's phrase or rule, for the evidence. */
  readonly rule: string;
}

/** A document with every phrase of its language found in it. */
export interface Reading {
  readonly document: TextDocument;
  readonly lexicon: CompiledLexicon;
  readonly keys: readonly string[];
  readonly cues: readonly CueHit[];
  /** In order of the text. */
  hits(sign: string): readonly SignHit[];
  hitsIn(sign: string, sentence: number): readonly SignHit[];
  /** Whether a phrase of the sign begins at the token, or ends right before it. */
  startsAt(sign: string, token: number): boolean;
  endsAt(sign: string, token: number): boolean;
  /** Clause number of each token, growing through the document. */
  readonly clauseOf: readonly number[];
  /** Whether a token stands after "after", "accused of", "in response to", up to the clause's end. */
  readonly subordinate: readonly boolean[];
}

const NONE: readonly SignHit[] = [];
/** Signs of one rule must lie within this many words. */
const TOGETHER_SPAN = 22;
/** A sentence with more is a table or an attack on the reader. */
const MOST_HITS = 20;

export function readSigns(document: TextDocument, lexicon: CompiledLexicon): Reading {
  const keys = document.tokens.map((token) => lexicon.keyOf(token));
  const found: FoundHit[] = [];
  for (const sentence of document.sentences) {
    const range = { from: sentence.firstToken, to: sentence.endToken };
    for (const hit of findPhrases(lexicon.book, keys, range)) {
      found.push({ ...hit, sentence: sentence.index });
    }
  }
  const signs = indexSigns(found);
  const hits = (sign: string) => signs.get(sign)?.all ?? NONE;
  const hitsIn = (sign: string, sentence: number) =>
    signs.get(sign)?.bySentence.get(sentence) ?? NONE;
  const startsAt = (sign: string, token: number) => signs.get(sign)?.starts.has(token) ?? false;
  const endsAt = (sign: string, token: number) => signs.get(sign)?.ends.has(token) ?? false;
  const figurative = coveredTokens(hits("figurative"), document.tokens.length);
  const cues = [
    ...found.flatMap((hit) => phraseCue(hit)),
    ...togetherCues(document.sentences, lexicon, (sign, sentence) =>
      hitsIn(sign, sentence)
        .filter((hit) => figurative[hit.from] === 0)
        .slice(0, MOST_HITS),
    ),
  ].filter((cue) => figurative[cue.from] === 0 && figurative[cue.to - 1] === 0);
  const clauses = readClauses(document, hits("subordinate"));
  return { document, lexicon, keys, cues, hits, hitsIn, startsAt, endsAt, ...clauses };
}

interface FoundHit extends Hit<Meaning> {
  readonly sentence: number;
}

interface SignIndex {
  readonly all: SignHit[];
  readonly bySentence: Map<number, SignHit[]>;
  readonly starts: Set<number>;
  readonly ends: Set<number>;
}

function emptyIndex(): SignIndex {
  return { all: [], bySentence: new Map(), starts: new Set(), ends: new Set() };
}

function indexSigns(found: readonly FoundHit[]): Map<string, SignIndex> {
  const signs = new Map<string, SignIndex>();
  for (const { from, to, sentence, means } of found) {
    if (!("sign" in means)) continue;
    const index = signs.get(means.sign) ?? emptyIndex();
    signs.set(means.sign, index);
    const hit = { from, to, sentence };
    index.all.push(hit);
    index.starts.add(from);
    index.ends.add(to);
    const here = index.bySentence.get(sentence);
    if (here === undefined) index.bySentence.set(sentence, [hit]);
    else here.push(hit);
  }
  return signs;
}

function phraseCue({ from, to, sentence, means }: FoundHit): CueHit[] {
  if ("sign" in means) return [];
  const { slug, strength, phrase } = means;
  return [{ from, to, sentence, slug, strength, rule: phrase }];
}

function togetherCues(
  sentences: readonly Sentence[],
  lexicon: CompiledLexicon,
  hitsIn: Reading["hitsIn"],
): CueHit[] {
  const cues: CueHit[] = [];
  for (const { index } of sentences) {
    for (const { slug, signs, without, strength, rule } of lexicon.together) {
      if (signs.some((sign) => hitsIn(sign, index).length === 0)) continue;
      const near = closest(signs.map((sign) => hitsIn(sign, index)));
      if (near === undefined || without.some((sign) => hitsIn(sign, index).length > 0)) continue;
      cues.push({ ...near, sentence: index, slug, strength, rule });
    }
  }
  return cues;
}

/** The first hit of the leading sign that has every other sign within reach, on words of their own. */
function closest(
  lists: readonly (readonly SignHit[])[],
): { readonly from: number; readonly to: number } | undefined {
  const [lead, ...others] = lists;
  if (lead === undefined || lists.some((list) => list.length === 0)) return undefined;
  for (const hit of lead) {
    let { from, to } = hit;
    const complete = others.every((list) => {
      const near = list.find(
        (other) =>
          (other.from >= hit.to || other.to <= hit.from) &&
          Math.abs(other.from - hit.from) <= TOGETHER_SPAN,
      );
      if (near === undefined) return false;
      from = Math.min(from, near.from);
      to = Math.max(to, near.to);
      return true;
    });
    if (complete) return { from, to };
  }
  return undefined;
}

function coveredTokens(hits: readonly SignHit[], length: number): Uint8Array {
  const covered = new Uint8Array(length);
  for (const { from, to } of hits) covered.fill(1, from, to);
  return covered;
}

const CLAUSE_BREAK = /[,;:()–—،؛"“”]| - /u;

function readClauses(
  { text, tokens }: TextDocument,
  subordinators: readonly SignHit[],
): Pick<Reading, "clauseOf" | "subordinate"> {
  const starts = new Set(subordinators.map((hit) => hit.from));
  const clauseOf: number[] = [];
  const subordinate: boolean[] = [];
  let clause = 0;
  let under = false;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before !== undefined) {
      const newSentence = before.sentence !== token.sentence;
      if (newSentence || CLAUSE_BREAK.test(text.slice(before.end, token.start))) {
        clause += 1;
        under = false;
      }
    }
    if (starts.has(index)) {
      clause += 1;
      under = true;
    }
    clauseOf.push(clause);
    subordinate.push(under);
  }
  return { clauseOf, subordinate };
}
