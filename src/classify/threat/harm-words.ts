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

const HARM_SIGNS = [...CASUALTY_KINDS, "toll", "hit"] as const;

/** Sentences with a word of harm, in order of the text. */
export function harmSentences(reading: Reading): number[] {
  const sentences = HARM_SIGNS.flatMap((sign) => reading.hits(sign).map((hit) => hit.sentence));
  return [...new Set(sentences)].toSorted((one, other) => one - other);
}

/** The words of harm of one sentence; of two over the same words the longer. */
export function harmWords(reading: Reading, standing: Standing, sentence: number): HarmWord[] {
  const passives = new Set(reading.hitsIn("passive", sentence).map((hit) => hit.to));
  const of = (sign: string, kind: HarmKind): HarmWord[] =>
    reading
      .hitsIn(sign, sentence)
      .slice(0, MOST_IN_SENTENCE)
      .map(({ from, to }) => ({
        from,
        to,
        sentence,
        kind,
        toll: sign === "toll",
        passive: passives.has(from) || passives.has(from - 1),
        isFact: standing.fact(from, from + 1) > LEAST_FACT,
      }));
  const figurative = reading.hitsIn("figurative", sentence);
  const isMeant = ({ from, to }: HarmWord) =>
    !figurative.some((hit) => hit.from <= from && hit.to >= to);
  const words = [
    ...CASUALTY_KINDS.flatMap((kind) => of(kind, kind)),
    ...of("toll", "killed"),
    ...of("hit", "hit"),
  ].filter(isMeant);
  return words.filter((word) => !words.some((other) => contains(other, word)));
}

/** "shot dead" stands for both its words. */
function contains(longer: HarmWord, word: HarmWord): boolean {
  const covers = longer.from <= word.from && longer.to >= word.to;
  return covers && longer.to - longer.from > word.to - word.from;
}
