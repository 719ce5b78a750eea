/**
 * Learns how much each feature of a name speaks for a place's: `node scripts/train-place-names.ts <dir>` reads
 * toponyms.dev.jsonl there, prints the figures of its two halves, each read by the weights of the other, and writes the
 * weights of all. Logistic regression by AdaGrad, in a fixed order: the same rows give the same weights.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { readGazetteerData } from "#src/adapters/files/data-files.ts";
import { findPeople } from "#src/classify/place/find-people.ts";
import { openGazetteer } from "#src/classify/place/gazetteer.ts";
import { featureName } from "#src/classify/place/name-features.ts";
import { nameWeights } from "#src/classify/place/name-weights.ts";
import {
  chooseNames,
  type NameCase,
  nameCases,
  scoreNames,
} from "#src/classify/place/score-names.ts";
import { readWords } from "#src/classify/place/words.ts";
import { readDocument } from "#src/classify/text/document.ts";
import { NEWS, spanKey, ToponymRow } from "#src/evaluate/toponym-row.ts";

const WEIGHTS = join(import.meta.dirname, "../data/place-name-model.json");
/** A rarer feature says more of one text than of names. */
const LEAST_SEEN = 6;
const EPOCHS = 8;
const RATE = 0.15;
const DECAY = 3e-3;
/** A weight closer to nothing is left out. */
const LEAST_WEIGHT = 0.04;
/** Kinds of `other` span that name no place, not even figuratively. */
const NO_TOPONYM = new Set(["Literal_Expression", "Non_Lit_Expression", "Non_Toponym"]);

type Weights = ReadonlyMap<string, number>;

interface LabelledText {
  readonly source: string;
  readonly cases: readonly NameCase[];
  /** By span: the names asked for, and those that may be found without harm. */
  readonly golds: ReadonlySet<string>;
  readonly figurative: ReadonlySet<string>;
  readonly neutral: ReadonlySet<string>;
}

const [folder = ""] = process.argv.slice(2);
const gazetteer = openGazetteer(await readGazetteerData());

function labelled(row: ToponymRow): LabelledText {
  const document = readDocument(undefined, row.text);
  const words = readWords(document);
  const { text, upperCase } = document;
  return {
    source: row.source,
    cases: nameCases({ text, words, upperCase, people: findPeople(words) }, gazetteer),
    golds: new Set(row.toponyms.filter(({ demonym }) => demonym !== true).map(spanKey)),
    figurative: new Set(row.other.filter(({ type }) => !NO_TOPONYM.has(type ?? "")).map(spanKey)),
    neutral: new Set([...row.other, ...row.toponyms].map(spanKey)),
  };
}

/** 1, 0, or undefined for what teaches nothing. */
function labelOf({ mention, ruled }: NameCase, text: LabelledText): number | undefined {
  const key = spanKey(mention);
  if (ruled !== undefined) return undefined;
  if (text.golds.has(key) || text.figurative.has(key)) return 1;
  return text.neutral.has(key) ? undefined : 0;
}

function featuresOf(one: NameCase): string[] {
  const names: string[] = [];
  one.tell((...feature) => names.push(featureName(...feature)));
  return names;
}

function train(texts: readonly LabelledText[]): Weights {
  const examples = texts.flatMap((text) =>
    text.cases.flatMap((one) => {
      const label = labelOf(one, text);
      return label === undefined ? [] : [{ features: ["bias", ...featuresOf(one)], label }];
    }),
  );
  const seen = new Map<string, number>();
  for (const { features } of examples)
    for (const name of features) seen.set(name, (seen.get(name) ?? 0) + 1);
  const names = [...seen].filter(([, times]) => times >= LEAST_SEEN).map(([name]) => name);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const rows = examples.map(({ features, label }) => ({
    at: Uint32Array.from(features.flatMap((name) => indexOf.get(name) ?? [])),
    label,
  }));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-6);
  for (const { at, label } of shuffled(rows, EPOCHS)) {
    let score = 0;
    for (const index of at) score += weights[index] ?? 0;
    const error = 1 / (1 + Math.exp(-score)) - label;
    for (const index of at) {
      const gradient = error + DECAY * (weights[index] ?? 0);
      squares[index] = (squares[index] ?? 0) + gradient ** 2;
      weights[index] = (weights[index] ?? 0) - (RATE * gradient) / Math.sqrt(squares[index] ?? 1);
    }
  }
  return new Map(names.map((name, index) => [name, weights[index] ?? 0]));
}

/** Every row once an epoch, in an order that only looks like chance. */
function* shuffled<Row>(rows: readonly Row[], epochs: number): Generator<Row> {
  let state = 7;
  const order = [...rows];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const other = Math.floor((state / 2_147_483_648) * (at + 1));
      const [one, two] = [order[at], order[other]];
      if (one === undefined || two === undefined) continue;
      [order[at], order[other]] = [two, one];
    }
    yield* order;
  }
}

class Tally {
  right = 0;
  wrong = 0;
  missed = 0;

  count({ cases, golds, neutral }: LabelledText, weights: Weights): void {
    const isDemonym = new Set(
      cases.filter(({ ruled }) => ruled === true).map(({ mention }) => spanKey(mention)),
    );
    const found = chooseNames(scoreNames(cases, nameWeights(weights))).map(spanKey);
    const right = found.filter((key) => golds.has(key)).length;
    this.right += right;
    this.missed += golds.size - right;
    this.wrong += found.filter(
      (key) => !golds.has(key) && !neutral.has(key) && !isDemonym.has(key),
    ).length;
  }

  toString(): string {
    const { right, wrong, missed } = this;
    return `P ${percent(right, right + wrong)} R ${percent(right, right + missed)} F1 ${percent(2 * right, 2 * right + wrong + missed)}`;
  }
}

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1);
}

const rows = (await readFile(join(folder, "toponyms.dev.jsonl"), "utf8")).split("\n");
const texts = rows
  .filter((line) => line !== "")
  .map((line) => labelled(ToponymRow.parse(JSON.parse(line))));
const isNews = ({ source }: LabelledText): boolean => NEWS.includes(source);
const halves = [0, 1].map((rest) => texts.filter((_, at) => at % 2 === rest));
const tallies = new Map<string, Tally>();
for (const [at, half] of halves.entries()) {
  const weights = train(halves[1 - at] ?? []);
  for (const text of half.filter(isNews))
    for (const name of [text.source, "news"])
      tallies.getOrInsertComputed(name, () => new Tally()).count(text, weights);
}
for (const [name, tally] of tallies) console.log(name.padEnd(9), tally.toString());
const kept = [...train(texts)]
  .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, weight]) => [name, Number(weight.toFixed(2))]);
await writeFile(WEIGHTS, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
console.log(`${kept.length} weights`);
