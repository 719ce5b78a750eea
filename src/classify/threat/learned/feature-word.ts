/** What a learned score calls a word, by name and by number. */
export interface FeatureWord {
  readonly feature: string;
  /** The first letters of a longer word, and `~`. */
  readonly stem: string | undefined;
  readonly featureNumber: number;
  readonly stemNumber: number;
}

/** The number of a feature's name; `UNKNOWN` for one that no table knows. */
export type NumberOf = (name: string) => number;

export const UNKNOWN = -1;

/** Longer words are also known by their first letters, which most inflections share. */
const STEM_LETTERS = 5;
const DIGIT = /\p{Nd}/u;

export function featureWord(key: string, numberOf: NumberOf): FeatureWord {
  // Figures differ from report to report; that there is one may count.
  const feature = DIGIT.test(key) ? "#" : key;
  const stem = feature.length > STEM_LETTERS ? `${key.slice(0, STEM_LETTERS)}~` : undefined;
  const stemNumber = stem === undefined ? UNKNOWN : numberOf(stem);
  return { feature, stem, featureNumber: numberOf(feature), stemNumber };
}
