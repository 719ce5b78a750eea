import { UNKNOWN } from "../name-numbers.ts";

/** What a learned score calls a word: the numbers of its name, and of its stem's. */
export interface FeatureWord {
  readonly featureNumber: number;
  /** Of the first letters of a longer word, and `~`. */
  readonly stemNumber: number;
}

/** The number of a feature's name; `UNKNOWN` for one that no table knows. */
export type NumberOf = (name: string) => number;

/** Longer words are also known by their first letters, which most inflections share. */
const STEM_LETTERS = 5;
const DIGIT = /\p{Nd}/u;

export function featureWord(key: string, numberOf: NumberOf): FeatureWord {
  // Figures differ from report to report; that there is one may count.
  const feature = DIGIT.test(key) ? "#" : key;
  const hasStem = feature.length > STEM_LETTERS;
  return {
    featureNumber: numberOf(feature),
    stemNumber: hasStem ? numberOf(`${key.slice(0, STEM_LETTERS)}~`) : UNKNOWN,
  };
}
