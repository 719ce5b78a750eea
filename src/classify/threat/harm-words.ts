import { CASUALTY_KINDS, type CasualtyKind } from "../../model/classification.ts";
import type { Reading } from "./read-signs.ts";
import type { SignHit } from "./sign-hits.ts";
import type { Standing } from "./standing.ts";

/** What befell people; `hit` is shot or stabbed, and not said whether they lived. */
export type HarmKind = CasualtyKind | "hit";

/** A word of harm: "killed", "wounded", "death toll". */
export interface HarmWord extends SignHit {
  readonly kind: HarmKind;
  readonly toll: boolean;
  readonly passive: boolean;
  /** Not denied, feared or long past; what is denied counts only as none. */
  readonly isFact: boolean;
}

/** What is denied, feared or long past befell nobody. */
const LEAST_FACT = 0.4;
/** A sentence with more is a table: reading on would cost time and say nothing. */
export const MOST_IN_SENTENCE = 16;

/** Of each sign of harm what it tells. */
const HARM_SIGNS: readonly (readonly [sign: string, kind: HarmKind])[] = [
  ...CASUALTY_KINDS.map((kind) => [kind, kind] as const),
  ["toll", "killed"],
  ["hit", "hit"],
];

/** Sentences with a word of harm, in order of the text. */
export function harmSentences(reading: Reading): number[] {
  const has = new Uint8Array(reading.document.sentences.length);
  for (const [sign] of HARM_SIGNS) for (const { sentence } of reading.hits(sign)) has[sentence] = 1;
  const sentences: number[] = [];
  for (let sentence = 0; sentence < has.length; sentence += 1)
    if (has[sentence] === 1) sentences.push(sentence);
  return sentences;
}

/** The words of harm of one sentence; of two over the same words the longer. */
export function harmWords(reading: Reading, standing: Standing, sentence: number): HarmWord[] {
  const passives = reading.hitsIn("passive", sentence);
  const figurative = reading.hitsIn("figurative", sentence);
  const words: HarmWord[] = [];
  for (const [sign, kind] of HARM_SIGNS) {
    let left = MOST_IN_SENTENCE;
    for (const { from, to } of reading.hitsIn(sign, sentence)) {
      left -= 1;
      if (left < 0) break;
      if (isWithin(figurative, from, to)) continue;
      const passive = isPassive(passives, from);
      const isFact = standing.fact(from, from + 1) > LEAST_FACT;
      words.push({ from, to, sentence, kind, toll: sign === "toll", passive, isFact });
    }
  }
  return words.length < 2 ? words : words.filter((word) => !isContained(word, words));
}

function isPassive(passives: readonly SignHit[], word: number): boolean {
  for (const { to } of passives) if (to === word || to === word - 1) return true;
  return false;
}

function isWithin(hits: readonly SignHit[], from: number, to: number): boolean {
  for (const hit of hits) if (hit.from <= from && hit.to >= to) return true;
  return false;
}

/** "shot dead" stands for both its words. */
function isContained({ from, to }: HarmWord, words: readonly HarmWord[]): boolean {
  for (const other of words)
    if (other.from <= from && other.to >= to && other.to - other.from > to - from) return true;
  return false;
}
