import type { RuleReading } from "../read-by-rules.ts";
import type { Reading } from "../read-signs.ts";
import type { SignHit } from "../sign-hits.ts";
import type { Standing } from "../standing.ts";
import type { FeatureWord } from "./feature-word.ts";
import { measureName, measureNumber, measureOf, Measures } from "./measures.ts";

/** One part of a report. */
export interface WordZone {
  /** The whole report's, by token. */
  readonly words: readonly FeatureWord[];
  /** Which of these are in it, in the order of the text. */
  readonly tokens: readonly number[] | Uint32Array;
}

/** What a learned score goes by: measures that every language has, and the words of this one. */
export interface ReportFeatures {
  /** `type:bombing`, `leads:bombing`, `sign:killed`, `opens:killed` ... each 0..1. */
  readonly measures: Measures;
  /** The whole report. */
  readonly all: WordZone;
  /** The sentences that tell of an act or of harm. */
  readonly acts: WordZone;
  /** Title and opening sentences. */
  readonly opening: WordZone;
  /** The whole report where it is printed in capitals, as wires were: a genre with words of its own. */
  readonly capitals: WordZone;
}

/** Sentences after the title that count as the opening. */
const OPENING_SENTENCES = 3;
/** A sign counts as told in the opening where it is at least this much a fact. */
const A_FACT = 0.6;
/** A word that is no more a fact than this is denied, feared, staged or past: it says nothing of what happened. */
const NO_FACT = 0.35;
/** Signs of an act or of harm; a lexicon may lack any. */
const ACTS = [
  "attack-act",
  "kill-act",
  "shoot-act",
  "blast",
  "bomb",
  "harm",
  "kidnap",
  "violent-act",
] as const;
const NO_WORDS: WordZone = { words: [], tokens: [] };

export function readFeatures(
  reading: Reading,
  standing: Standing,
  ruled: RuleReading,
): ReportFeatures {
  const { sentences, tokens, upperCase } = reading.document;
  const titles = sentences.filter(({ isTitle }) => isTitle).length;
  const opening = Math.min(sentences.length, titles + OPENING_SENTENCES);
  const openingEnd = sentences[opening - 1]?.endToken ?? 0;
  const measures = readMeasures(reading, standing, { ...ruled, opening });
  const all = { words: reading.words, tokens: firstTokens(tokens.length) };
  return {
    measures: upperCase ? withCapitals(measures) : measures,
    all,
    acts: { words: reading.words, tokens: tokensOfActs(reading, standing) },
    opening: { words: reading.words, tokens: firstTokens(openingEnd) },
    capitals: upperCase ? all : NO_WORDS,
  };
}

/** 0, 1, 2 ..., as far as the longest report needed it. */
let counting = new Uint32Array();

function firstTokens(count: number): Uint32Array {
  if (count > counting.length) counting = Uint32Array.from({ length: 2 * count }, (_, at) => at);
  return counting.subarray(0, count);
}

function isFact({ from, to }: SignHit, standing: Standing): boolean {
  return standing.fact(from, to) >= A_FACT;
}

/** `opening` is how many sentences are. */
function readMeasures(
  reading: Reading,
  standing: Standing,
  { scored, listed, relevance, opening }: RuleReading & { readonly opening: number },
): Measures {
  const measures = new Measures();
  measures.add(RELEVANCE, relevance);
  for (const { slug, score, prominence } of scored) {
    measures.add(measureOf("type", slug), score);
    measures.add(measureOf("leads", slug), prominence);
  }
  for (let index = 0; index < listed.length; index += 1)
    measures.add(measureOf(index === 0 ? "first" : "listed", listed[index] ?? ""), 1);
  const { signs: names } = reading.lexicon;
  for (const sign of reading.signs) {
    const name = names.nameOf(sign);
    const hits = reading.hitsOf(sign);
    measures.add(measureOf("sign", name), Math.min(1, Math.log(1 + hits.length) / 2));
    if (opens(hits, opening, standing)) measures.add(measureOf("opens", name), 1);
  }
  return measures;
}

/** Whether one of them is told as a fact in the opening, which has so many sentences. */
function opens(hits: readonly SignHit[], opening: number, standing: Standing): boolean {
  for (const hit of hits) {
    if (hit.sentence >= opening) return false;
    if (isFact(hit, standing)) return true;
  }
  return false;
}

const RELEVANCE = measureNumber("relevance");

/** Each measure once more under a name of its own, for the genre. */
function withCapitals({ numbers, values }: Measures): Measures {
  const measures = new Measures();
  for (const [i, number] of numbers.entries()) {
    measures.add(number, values[i] ?? 0);
    measures.add(measureNumber(`capitals ${measureName(number)}`), values[i] ?? 0);
  }
  return measures;
}

/** Words of the sentences that tell of an act or of harm, but for those that do not tell what happened. */
function tokensOfActs(reading: Reading, standing: Standing): number[] {
  const { sentences } = reading.document;
  const isAct = new Uint8Array(sentences.length);
  for (const sign of ACTS) {
    for (const hit of reading.hits(sign)) if (isFact(hit, standing)) isAct[hit.sentence] = 1;
  }
  const tokens: number[] = [];
  for (const { index, firstToken, endToken } of sentences) {
    if (isAct[index] !== 1) continue;
    for (let token = firstToken; token < endToken; token += 1)
      if (isTold(reading, standing, token)) tokens.push(token);
  }
  return tokens;
}

function isTold({ figurative }: Reading, standing: Standing, token: number): boolean {
  return figurative[token] !== 1 && standing.fact(token, token + 1) > NO_FACT;
}
