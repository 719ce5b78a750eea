import type { RuleReading } from "../read-by-rules.ts";
import type { Reading, SignHit } from "../read-signs.ts";
import type { Standing } from "../standing.ts";
import type { FeatureWord } from "./feature-word.ts";

/** One part of a report. */
export interface WordZone {
  /** The whole report's, by token. */
  readonly words: readonly FeatureWord[];
  /** Which of these are in it, in the order of the text. */
  readonly tokens: readonly number[];
}

/** What a learned score goes by: measures that every language has, and the words of this one. */
export interface ReportFeatures {
  /** `type:bombing`, `leads:bombing`, `sign:killed`, `opens:killed` ... each 0..1. */
  readonly measures: ReadonlyMap<string, number>;
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
  const { sentences } = reading.document;
  const titles = sentences.filter(({ isTitle }) => isTitle).length;
  const opening = sentences.slice(0, titles + OPENING_SENTENCES).map(({ index }) => index);
  const acts = sentences
    .map(({ index }) => index)
    .filter((index) =>
      ACTS.some((sign) => reading.hitsIn(sign, index).some((hit) => isFact(hit, standing))),
    );
  const all = readZone(
    reading,
    sentences.map(({ index }) => index),
  );
  const measures = readMeasures(reading, standing, { ...ruled, opening: new Set(opening) });
  return {
    measures: reading.document.upperCase ? withCapitals(measures) : measures,
    all,
    acts: readZone(reading, acts, (token) => isTold(reading, standing, token)),
    opening: readZone(reading, opening),
    capitals: reading.document.upperCase ? all : NO_WORDS,
  };
}

function isFact({ from, to }: SignHit, standing: Standing): boolean {
  return standing.fact(from, to) >= A_FACT;
}

const NAMES = new Map<string, Map<string, string>>();

/** Signs and types are few, and a name that is made once is looked up faster than one made each time. */
function measureName(kind: "sign" | "opens" | "type" | "leads", of: string): string {
  const names = NAMES.getOrInsertComputed(kind, () => new Map());
  return names.getOrInsertComputed(of, () => `${kind}:${of}`);
}

function readMeasures(
  reading: Reading,
  standing: Standing,
  { scored, listed, relevance, opening }: RuleReading & { readonly opening: ReadonlySet<number> },
): Map<string, number> {
  const measures = new Map([["relevance", relevance]]);
  for (const { slug, score, prominence } of scored) {
    measures.set(measureName("type", slug), score);
    measures.set(measureName("leads", slug), prominence);
  }
  for (const [index, slug] of listed.entries()) {
    measures.set(`${index === 0 ? "first" : "listed"}:${slug}`, 1);
  }
  for (const sign of reading.signs) {
    const hits = reading.hits(sign);
    measures.set(measureName("sign", sign), Math.min(1, Math.log(1 + hits.length) / 2));
    if (hits.some((hit) => opening.has(hit.sentence) && isFact(hit, standing))) {
      measures.set(measureName("opens", sign), 1);
    }
  }
  return measures;
}

/** Each measure once more under a name of its own, for the genre. */
function withCapitals(measures: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(
    [...measures].flatMap(([name, value]) => [
      [name, value] as const,
      [`capitals ${name}`, value] as const,
    ]),
  );
}

function isTold({ figurative }: Reading, standing: Standing, token: number): boolean {
  return figurative[token] !== 1 && standing.fact(token, token + 1) > NO_FACT;
}

function readZone(
  { document, words }: Reading,
  sentences: readonly number[],
  counts: (token: number) => boolean = () => true,
): WordZone {
  const tokens: number[] = [];
  for (const index of sentences) {
    const sentence = document.sentences[index];
    if (sentence === undefined) continue;
    for (let token = sentence.firstToken; token < sentence.endToken; token += 1)
      if (counts(token)) tokens.push(token);
  }
  return { words, tokens };
}
