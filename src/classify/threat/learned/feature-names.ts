/** What a learned score calls a word. */
export interface FeatureNames {
  readonly feature: string;
  /** The first letters of a longer word, and `~`. */
  readonly stem: string | undefined;
}

/** Longer words are also known by their first letters, which most inflections share. */
const STEM_LETTERS = 5;
const DIGIT = /\p{Nd}/u;

export function featureNames(key: string): FeatureNames {
  // Figures differ from report to report; that there is one may count.
  if (DIGIT.test(key)) return { feature: "#", stem: undefined };
  const stem = key.length > STEM_LETTERS ? `${key.slice(0, STEM_LETTERS)}~` : undefined;
  return { feature: key, stem };
}
