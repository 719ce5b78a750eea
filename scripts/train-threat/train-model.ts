import { WordCounter } from "#src/classify/threat/learned/counted-zone.ts";
import { OWN_MEASURES, OwnMeasures } from "#src/classify/threat/learned/own-measures.ts";
import type { ReportFeatures } from "#src/classify/threat/learned/report-features.ts";
import { Vector } from "#src/classify/threat/learned/vector.ts";
import { Vocabulary } from "#src/classify/threat/learned/vocabulary.ts";
import type { NameNumbers } from "#src/classify/threat/name-numbers.ts";
import type { Head, TableData, ThreatModelData, ZoneName } from "#src/model/threat-model.ts";

import { foldOf } from "./fold-of.ts";
import { frequentMeasures, frequentWords, type ZoneWords } from "./frequent-features.ts";
import { type LabelledRow, type Question, RELEVANCE, TELLINGS } from "./labels.ts";
import { borrowedWeight } from "./lead-questions.ts";
import {
  type Example,
  type FeatureVector,
  fitChances,
  marginOf,
  type Separator,
  trainSeparator,
} from "./support-vector.ts";

/** A labelled row as the model sees it. */
export interface Sample {
  readonly row: LabelledRow;
  readonly language: string | null;
  readonly features: ReportFeatures;
}

/** Languages with examples of both answers; the others' words would only say which set they come from. */
const LANGUAGES = { relevance: ["en", "es", "ar"], types: ["en"] } as const;
const INNER_FOLDS = 3;
/** Below this share of the largest weight of its head a weight is left out. */
const NEGLIGIBLE = 1 / 127;

/** `numbers` are those of the samples' words. */
export function trainTables(
  samples: readonly Sample[],
  leadQuestions: readonly Question[],
  numbers: NameNumbers,
): Pick<ThreatModelData, "relevance" | "relevanceByRules" | "tellings" | "leads"> {
  const words = (
    languages: readonly string[],
    questions: readonly Question[],
    options: Omit<TableOptions, "numbers">,
  ) => ({
    languages,
    ...trainTable(
      samples.filter(({ language }) => languages.includes(language ?? "")),
      questions,
      { ...options, numbers },
    ),
  });
  const report = { zones: ["all", "acts"], cost: 1 } as const;
  return {
    relevance: words(LANGUAGES.relevance, [RELEVANCE], {
      ...report,
      zones: [...report.zones, "capitals"],
    }),
    relevanceByRules: trainTable(samples, [RELEVANCE], { ...report, zones: [], numbers }),
    tellings: words(LANGUAGES.types, TELLINGS, report),
    leads: words(LANGUAGES.types, leadQuestions, {
      zones: ["opening"],
      cost: 0.3,
      measureWeight: 2,
    }),
  };
}

interface TableOptions {
  readonly numbers: NameNumbers;
  readonly zones: readonly ZoneName[];
  readonly cost: number;
  /** How much louder what the rules found is than in the reports themselves. */
  readonly measureWeight?: number;
}

function trainTable(
  samples: readonly Sample[],
  questions: readonly Question[],
  { numbers, zones, cost, measureWeight = 1 }: TableOptions,
): TableData {
  const asked = samples.filter(({ row }) => questions.some((one) => one.truth(row) !== undefined));
  const words = zones.map((zone) => ({ zone, ...frequentWords(asked, zone, numbers) }));
  const measures = frequentMeasures(asked);
  const known = {
    measures,
    words: words.map(({ zone, keys, idf }) => {
      return { zone, numbers: Uint32Array.from(keys, (key) => numbers.find(key)), idf };
    }),
    placeOf: (feature: number) => feature,
  };
  const read = vectorReader(new Vocabulary([known], numbers.count), numbers.count);
  const dimensions = measures.length + words.reduce((sum, { keys }) => sum + keys.length, 0);
  const vectors = new Map(
    asked.map((sample) => [sample, louder(read(sample.features), measures.length, measureWeight)]),
  );
  const trained = questions.map((question) =>
    trainHead(question, { vectors, dimensions, cost, measures: measures.length, measureWeight }),
  );
  const used = usedFeatures(trained, dimensions);
  return {
    heads: trained.map(({ head }) => head),
    measures: measures.filter((_, i) => used[i] === 1),
    words: keepUsed(words, used, measures.length),
    weights: encode(trained, used),
  };
}

function vectorReader(
  vocabulary: Vocabulary,
  count: number,
): (features: ReportFeatures) => FeatureVector {
  const counter = new WordCounter(count);
  const vector = new Vector();
  return (features) => {
    vocabulary.read(features, counter, [vector]);
    const { places, values, length } = vector;
    return { indexes: [...places.subarray(0, length)], values: [...values.subarray(0, length)] };
  };
}

interface TrainedHead {
  readonly head: Head;
  /** Whole steps, -127..127. */
  readonly steps: Int8Array;
}

interface HeadMaterial {
  readonly vectors: ReadonlyMap<Sample, FeatureVector>;
  readonly dimensions: number;
  readonly cost: number;
  /** How many features stand before the words. */
  readonly measures: number;
  readonly measureWeight: number;
}

function trainHead(
  question: Question,
  { vectors, dimensions, cost, measures, measureWeight }: HeadMaterial,
): TrainedHead {
  const ownMeasures = new OwnMeasures([question]);
  const answered = [...vectors].flatMap(([{ row, features }, shared]) => {
    const truth = question.truth(row);
    if (truth === undefined) return [];
    const own = Array.from(ownMeasures.read(features.measures), (value) => value * measureWeight);
    return [{ row, truth, vector: withOwn(shared, own, dimensions) }];
  });
  const weigh = weigher(question, answered);
  const examples = answered.map(({ row, vector, truth }) => ({
    vector,
    isPositive: truth,
    weight: weigh(row, truth),
  }));
  const fit = (from: readonly Example[]): Separator =>
    trainSeparator(from, dimensions + OWN_MEASURES.length, cost);
  const { slope, offset } = fitChances(
    outOfFold(
      answered.map(({ row }) => row),
      examples,
      fit,
    ),
    examples.map(({ isPositive }) => isPositive),
  );
  const { weights: scaled, bias } = fit(examples);
  const weights = scaled.map((w, i) => (i < measures || i >= dimensions ? w * measureWeight : w));
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
  const step = largest / 127;
  const steps = Int8Array.from(weights, (weight) =>
    Math.abs(weight) < largest * NEGLIGIBLE ? 0 : Math.round(weight / step),
  );
  const { name, slugs } = question;
  return { head: { name, slugs, bias, step, slope, offset }, steps };
}

/** A measure that is louder in training needs less of a weight, so it is held back less. */
function louder(vector: FeatureVector, measures: number, by: number): FeatureVector {
  const values = vector.values.map((value, i) =>
    (vector.indexes[i] ?? measures) < measures ? value * by : value,
  );
  return { ...vector, values };
}

const keyOf = ({ set }: LabelledRow, truth: boolean): string => `${set} ${truth}`;

function withOwn(
  { indexes, values }: FeatureVector,
  own: readonly number[],
  dimensions: number,
): FeatureVector {
  return {
    indexes: [...indexes, ...own.map((_, i) => dimensions + i)],
    values: [...values, ...own],
  };
}

type Answered = readonly { readonly row: LabelledRow; readonly truth: boolean }[];

type Weigh = (row: LabelledRow, truth: boolean) => number;

function weigher(question: Question, answered: Answered): Weigh {
  if (question.isBalanced === true) return balancedWeigher(answered);
  const { positiveWeight, borrowed } = question;
  const counts = countBy(answered, ({ row }) => borrowed?.(row) ?? "");
  return (row, truth) => {
    const label = borrowed?.(row);
    if (label !== undefined) return borrowedWeight(counts.get(label) ?? 1);
    return truth ? positiveWeight : 1;
  };
}

/** A set of few rows counts more each, by the square root, so that the largest does not decide alone. */
function balancedWeigher(answered: Answered): Weigh {
  const counts = countBy(answered, ({ row, truth }) => keyOf(row, truth));
  return (row, truth) => Math.sqrt(300 / (counts.get(keyOf(row, truth)) ?? 300));
}

function countBy<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}

/** Margins of rows that the separator was not trained on. */
function outOfFold(
  rows: readonly LabelledRow[],
  examples: readonly Example[],
  fit: (from: readonly Example[]) => Separator,
): number[] {
  const folds = rows.map((row) => foldOf(row, INNER_FOLDS, "inner"));
  const separators = Array.from({ length: INNER_FOLDS }, (_, fold) =>
    fit(examples.filter((_example, i) => folds[i] !== fold)),
  );
  return examples.map(({ vector }, i) => {
    const separator = separators[folds[i] ?? 0];
    return separator === undefined ? 0 : marginOf(separator, vector);
  });
}

/** Features with a weight in some head. Leaving out the others changes the length of a zone a little, for all heads alike. */
function usedFeatures(trained: readonly TrainedHead[], dimensions: number): Uint8Array {
  const used = new Uint8Array(dimensions + OWN_MEASURES.length).fill(1, dimensions);
  for (const { steps } of trained) {
    for (const [i, step] of steps.entries()) if (step !== 0) used[i] = 1;
  }
  return used;
}

function keepUsed(words: readonly ZoneWords[], used: Uint8Array, first: number): ZoneWords[] {
  let next = first;
  return words.map(({ zone, keys, idf }) => {
    const from = next;
    next += keys.length;
    const isUsed = (_: unknown, i: number): boolean => used[from + i] === 1;
    return { zone, keys: keys.filter(isUsed), idf: idf.filter(isUsed) };
  });
}

function encode(trained: readonly TrainedHead[], used: Uint8Array): string {
  const rows = used.reduce((sum, one) => sum + one, 0);
  const bytes = new Int8Array(rows * trained.length);
  let row = 0;
  for (const [feature, isUsed] of used.entries()) {
    if (isUsed === 0) continue;
    for (const [column, { steps }] of trained.entries()) {
      bytes[row * trained.length + column] = steps[feature] ?? 0;
    }
    row += 1;
  }
  return new Uint8Array(bytes.buffer).toBase64();
}
