import type { TextDocument } from "../text/document.ts";
import type { CompiledLexicon, LexiconWord, Meaning } from "./lexicon.ts";
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
  const words = document.tokens.map((token) => lexicon.wordOf(token));
  const keys = words.map(({ key }) => key);
  const signs = new Map<string, SignIndex>();
  const phraseCues: CueHit[] = [];
  const said: string[][] = [];
  for (const sentence of document.sentences) {
    const range = { from: sentence.firstToken, to: sentence.endToken };
    const saidHere: string[] = [];
    for (const hit of findPhrases(words, range)) {
      file(hit, sentence.index, { signs, cues: phraseCues, said: saidHere });
    }
    said.push(saidHere);
  }
  const hits = (sign: string) => signs.get(sign)?.all ?? NONE;
  const hitsIn = (sign: string, sentence: number) =>
    signs.get(sign)?.bySentence.get(sentence) ?? NONE;
  const startsAt = (sign: string, token: number) => startsOf(signs.get(sign)).has(token);
  const endsAt = (sign: string, token: number) => endsOf(signs.get(sign)).has(token);
  const figurative = coveredTokens(hits("figurative"), document.tokens.length);
  const cues = [...phraseCues, ...togetherCues(said, lexicon, { hitsIn, figurative })].filter(
    (cue) => figurative[cue.from] === 0 && figurative[cue.to - 1] === 0,
  );
  const clauses = readClauses(document, hits("subordinate"));
  return {
    document,
    lexicon,
    words,
    keys,
    cues,
    signs: [...signs.keys()],
    figurative,
    hits,
    hitsIn,
    startsAt,
    endsAt,
    ...clauses,
  };
}

interface SignIndex {
  readonly all: SignHit[];
  readonly bySentence: Map<number, SignHit[]>;
  /** Tokens at which a hit begins, and before which one ends; made when first asked for. */
  starts?: ReadonlySet<number>;
  ends?: ReadonlySet<number>;
}

const NO_TOKENS: ReadonlySet<number> = new Set();

function startsOf(index: SignIndex | undefined): ReadonlySet<number> {
  if (index === undefined) return NO_TOKENS;
  return (index.starts ??= new Set(index.all.map((hit) => hit.from)));
}

function endsOf(index: SignIndex | undefined): ReadonlySet<number> {
  if (index === undefined) return NO_TOKENS;
  return (index.ends ??= new Set(index.all.map((hit) => hit.to)));
}

interface Filing {
  readonly signs: Map<string, SignIndex>;
  readonly cues: CueHit[];
  /** Names of the signs of the sentence, each once. */
  readonly said: string[];
}

function file(
  { from, to, means }: Hit<Meaning>,
  sentence: number,
  { signs, cues, said }: Filing,
): void {
  if (!("sign" in means)) {
    const { slug, strength, phrase } = means;
    cues.push({ from, to, sentence, slug, strength, rule: phrase });
    return;
  }
  let index = signs.get(means.sign);
  if (index === undefined) {
    index = { all: [], bySentence: new Map() };
    signs.set(means.sign, index);
  }
  const hit = { from, to, sentence };
  index.all.push(hit);
  const here = index.bySentence.get(sentence);
  if (here !== undefined) {
    here.push(hit);
    return;
  }
  index.bySentence.set(sentence, [hit]);
  said.push(means.sign);
}

/** By sentence, each with the names of its signs. */
function togetherCues(
  said: readonly (readonly string[])[],
  { togetherBySign }: CompiledLexicon,
  { hitsIn, figurative }: Pick<Reading, "hitsIn"> & { readonly figurative: Uint8Array },
): CueHit[] {
  const cues: CueHit[] = [];
  for (const [sentence, names] of said.entries()) {
    const rules = names
      .flatMap((sign) => togetherBySign.get(sign) ?? NO_RULES)
      .filter(
        ({ signs, without }) =>
          signs.every((sign) => names.includes(sign)) &&
          !without.some((sign) => names.includes(sign)),
      )
      .toSorted((one, other) => one.order - other.order);
    for (const { slug, signs, strength, rule } of rules) {
      const lists = signs.map((sign) =>
        hitsIn(sign, sentence)
          .filter((hit) => figurative[hit.from] === 0)
          .slice(0, MOST_HITS),
      );
      const near = closest(lists);
      if (near !== undefined) cues.push({ ...near, sentence, slug, strength, rule });
    }
  }
  return cues;
}

const NO_RULES: readonly never[] = [];

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

const SPACE = 32;

/** Whether what stands between two words ends a clause; most often it is one space. */
function isBroken(text: string, from: number, to: number): boolean {
  if (to - from === 1 && text.codePointAt(from) === SPACE) return false;
  return CLAUSE_BREAK.test(text.slice(from, to));
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
      if (before.sentence !== token.sentence || isBroken(text, before.end, token.start)) {
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
