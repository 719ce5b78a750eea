import { type BoostedTrees, openTrees, type TreesData } from "./boosted-trees.ts";
import { LIKENESS_NAMES } from "./measures.ts";
import { openVocabulary, type Vocabulary } from "./vocabulary.ts";

/**
 * What the relate stage has learned, as `scripts/train-stories.ts` writes it
 * into `data/story-model.json`. Both sums are logits: 0 is as likely as not.
 */
export interface StoryModelData {
  readonly version: number;
  /** Per mille of ordinary documents that have a word. */
  readonly vocabulary: Readonly<Record<string, number>>;
  /** By measure of likeness of two tellings. */
  readonly tellings: TreesData;
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
  readonly tellings: BoostedTrees;
  readonly incidents: Linear;
}

export interface Linear {
  sum(values: Readonly<Record<string, number>>): number;
}

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
    tellings: openTrees(data.tellings, LIKENESS_NAMES),
    incidents: linear(data.incidents),
  };
}

function linear({ bias, weights }: Weights): Linear {
  const terms = Object.entries(weights);
  return {
    sum: (values) =>
      terms.reduce((sum, [name, weight]) => sum + weight * (values[name] ?? 0), bias),
  };
}

export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
