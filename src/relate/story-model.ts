import { type Likeness, LIKENESS_NAMES } from "./likeness.ts";
import { openVocabulary, type Vocabulary } from "./vocabulary.ts";

/**
 * What the relate stage has learned, as `scripts/train-stories.ts` writes it
 * into `data/story-model.json`. Both sums are logits: 0 is as likely as not.
 */
export interface StoryModelData {
  readonly version: number;
  /** Per mille of ordinary documents that have a word. */
  readonly vocabulary: Readonly<Record<string, number>>;
  /** By measure of likeness, or by two of them that count together: `samePlace*withinTwoDays`. */
  readonly tellings: Weights;
  /** By measure of how an incident's tellings stand to the newer one. */
  readonly incidents: Weights;
  /** The same story from this probability on. */
  readonly threshold: number;
  /** The same, where one of the two bears no date. */
  readonly undatedThreshold: number;
  /** The same, where each told the event in a place that the other does not name. */
  readonly elsewhereThreshold: number;
}

export interface Weights {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

export interface StoryModel {
  readonly vocabulary: Vocabulary;
  readonly threshold: number;
  readonly undatedThreshold: number;
  readonly elsewhereThreshold: number;
  readonly tellings: Linear;
  readonly incidents: Linear;
}

/** A part of a sum: which measure, and how much it speaks for (or against) the same story. */
export interface Contribution {
  readonly name: string;
  readonly amount: number;
}

export interface Linear {
  sum(values: Readonly<Record<string, number>>): number;
  /** Largest first, without those that say nothing. */
  contributions(values: Readonly<Record<string, number>>): Contribution[];
}

/** Measures that say more together than each by itself. */
export const TOGETHER: readonly (readonly [keyof Likeness, keyof Likeness])[] = [
  ["sameSource", "rareWords"],
  ["sameSource", "words"],
  ["sameSource", "leadWords"],
  ["sameSource", "containment"],
  ["sameSource", "daysApart"],
  ["daysApart", "rareWords"],
  ["daysApart", "words"],
  ["daysApart", "rarePairs"],
  ["samePlace", "withinTwoDays"],
  ["samePlace", "titleWords"],
  ["samePlace", "words"],
  ["agesDisjoint", "words"],
  ["agesDisjoint", "rarePairs"],
  ["otherDate", "words"],
  ["sameKilled", "sameInjured"],
  ["sameKilled", "samePlace"],
  ["farPlace", "words"],
  ["otherSubdivision", "words"],
  ["deadOrNot", "withinTwoDays"],
  ["termsRatio", "words"],
  ["titleWords", "leadWords"],
  ["rarePairs", "titleWords"],
  ["containment", "leadWords"],
  ["agesShared", "samePlace"],
  ["agesShared", "withinTwoDays"],
];

/** In this order the names and their values run beside each other in training. */
export const MEASURES: readonly string[] = [
  ...LIKENESS_NAMES,
  ...TOGETHER.map((two) => two.join("*")),
];

/** Of the file that the training wrote. */
export function parseStoryModel(json: string): StoryModel {
  return openStoryModel(JSON.parse(json) as StoryModelData);
}

export function openStoryModel(data: StoryModelData): StoryModel {
  return {
    vocabulary: openVocabulary(data.vocabulary),
    threshold: data.threshold,
    undatedThreshold: data.undatedThreshold,
    elsewhereThreshold: data.elsewhereThreshold,
    tellings: linear(data.tellings),
    incidents: linear(data.incidents),
  };
}

function linear({ bias, weights }: Weights): Linear {
  const terms = Object.entries(weights).map(([name, weight]) => {
    const [first = "", second] = name.split("*");
    return { name, first, second, weight };
  });
  type Values = Readonly<Record<string, number>>;
  const valueOf = (values: Values, first: string, second: string | undefined) =>
    (values[first] ?? 0) * (second === undefined ? 1 : (values[second] ?? 0));
  return {
    sum: (values) =>
      terms.reduce(
        (sum, { first, second, weight }) => sum + weight * valueOf(values, first, second),
        bias,
      ),
    contributions: (values) =>
      terms
        .map(({ name, first, second, weight }) => ({
          name,
          amount: weight * valueOf(values, first, second),
        }))
        .filter(({ amount }) => Math.abs(amount) >= 0.05)
        .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)),
  };
}

export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
