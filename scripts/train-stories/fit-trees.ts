import type { SplitData, TreeData, TreesData } from "../../src/relate/boosted-trees.ts";
import type { Example } from "./fit-logistic.ts";

const TREES = 300;
const LEAVES = 10;
/** How much of what a leaf could add it adds. */
const PACE = 0.05;
/** On the squares of what leaves add. */
const PENALTY = 10;
const LEAST_EXAMPLES = 40;
/** Each tree is shown some of the measures and some of the examples, so that no tree learns them all by heart. */
const MEASURES_SHOWN = 0.4;
const EXAMPLES_SHOWN = 0.6;
/** Values of a measure are told apart at so many places. */
const CUTS = 64;

/**
 * Gradient boosting of small regression trees on the logistic loss, each grown at
 * the leaf that gains most. Deterministic: of equal gains the first counts.
 */
export function fitTrees(examples: readonly Example[], names: readonly string[]): TreesData {
  const columns = names.map((name) => cutColumn(examples.map(({ values }) => values[name] ?? 0)));
  const targets = examples.map(({ isSame }) => Number(isSame));
  const share = targets.reduce((sum, one) => sum + one, 0) / targets.length;
  const bias = rounded(Math.log(share / (1 - share)));
  const logits = new Float64Array(examples.length).fill(bias);
  const slopes = new Float64Array(examples.length);
  const curves = new Float64Array(examples.length);
  const trees = Array.from({ length: TREES }, (_, tree) => {
    for (const [i, target] of targets.entries()) {
      const chance = 1 / (1 + Math.exp(-(logits[i] ?? 0)));
      slopes[i] = target - chance;
      curves[i] = chance * (1 - chance);
    }
    const shown = examples.keys().filter((row) => isShown(tree, row, EXAMPLES_SHOWN));
    const asked = columns.keys().filter((column) => isShown(~tree, column, MEASURES_SHOWN));
    const root = growTree(Uint32Array.from(shown), { columns, asked: [...asked], slopes, curves });
    for (const row of logits.keys()) {
      logits[row] = (logits[row] ?? 0) + amountFor(row, root, columns);
    }
    return treeData(root, names, columns);
  });
  return { bias, trees };
}

/** As good as by lot, and the same in every run. */
function isShown(tree: number, at: number, share: number): boolean {
  let mixed = Math.imul(tree, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 < share;
}

interface Column {
  /** Upper ends of all bins but the last. */
  readonly cuts: readonly number[];
  /** Of each example. */
  readonly bins: Uint8Array;
}

function cutColumn(values: readonly number[]): Column {
  const sorted = Float64Array.from(values).toSorted();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const quantiles = Array.from({ length: CUTS - 1 }, (_, i) => rounded(at((i + 1) / CUTS)));
  const cuts = [...new Set([...quantiles, ...(sorted[0] === 0 ? [0] : [])])].toSorted(
    (a, b) => a - b,
  );
  const bins = Uint8Array.from(values, (value) => {
    let bin = 0;
    while (bin < cuts.length && value > (cuts[bin] ?? 0)) bin += 1;
    return bin;
  });
  return { cuts, bins };
}

interface Gradients {
  readonly columns: readonly Column[];
  /** Of the columns. */
  readonly asked: readonly number[];
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
}

interface Node {
  readonly rows: Uint32Array;
  readonly amount: number;
  readonly best: Split | undefined;
  children?: readonly [Node, Node];
}

interface Split {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
}

function growTree(rows: Uint32Array, gradients: Gradients): Node {
  const root = openNode(rows, gradients);
  const leaves = [root];
  while (leaves.length < LEAVES) {
    const [grown] = leaves.toSorted((a, b) => (b.best?.gain ?? 0) - (a.best?.gain ?? 0));
    if (grown?.best === undefined) break;
    const { column, bin } = grown.best;
    const bins = gradients.columns[column]?.bins ?? new Uint8Array();
    const low = openNode(
      grown.rows.filter((row) => (bins[row] ?? 0) <= bin),
      gradients,
    );
    const high = openNode(
      grown.rows.filter((row) => (bins[row] ?? 0) > bin),
      gradients,
    );
    grown.children = [low, high];
    leaves.splice(leaves.indexOf(grown), 1, low, high);
  }
  return root;
}

function openNode(rows: Uint32Array, gradients: Gradients): Node {
  let [slope, curve] = [0, 0];
  for (const row of rows) {
    slope += gradients.slopes[row] ?? 0;
    curve += gradients.curves[row] ?? 0;
  }
  const amount = rounded((PACE * slope) / (curve + PENALTY));
  return { rows, amount, best: bestSplit(rows, gradients, { slope, curve }) };
}

interface Sum {
  readonly slope: number;
  readonly curve: number;
}

function bestSplit(rows: Uint32Array, gradients: Gradients, whole: Sum): Split | undefined {
  let best: Split | undefined;
  for (const column of gradients.asked) {
    const split = splitColumn(rows, gradients, { column, whole });
    if (split && split.gain > (best?.gain ?? 0)) best = split;
  }
  return best;
}

function splitColumn(
  rows: Uint32Array,
  { columns, slopes, curves }: Gradients,
  { column, whole }: { readonly column: number; readonly whole: Sum },
): Split | undefined {
  const { bins, cuts } = columns[column] ?? { bins: new Uint8Array(), cuts: [] };
  const sums = new Float64Array((cuts.length + 1) * 3);
  for (const row of rows) {
    const at = (bins[row] ?? 0) * 3;
    sums[at] = (sums[at] ?? 0) + (slopes[row] ?? 0);
    sums[at + 1] = (sums[at + 1] ?? 0) + (curves[row] ?? 0);
    sums[at + 2] = (sums[at + 2] ?? 0) + 1;
  }
  let best: Split | undefined;
  let [slope, curve, count] = [0, 0, 0];
  for (let bin = 0; bin < cuts.length; bin += 1) {
    slope += sums[bin * 3] ?? 0;
    curve += sums[bin * 3 + 1] ?? 0;
    count += sums[bin * 3 + 2] ?? 0;
    if (count < LEAST_EXAMPLES || rows.length - count < LEAST_EXAMPLES) continue;
    const gain =
      worth({ slope, curve }) +
      worth({ slope: whole.slope - slope, curve: whole.curve - curve }) -
      worth(whole);
    if (gain > (best?.gain ?? 1e-9)) best = { gain, column, bin };
  }
  return best;
}

function worth({ slope, curve }: Sum): number {
  return slope ** 2 / (curve + PENALTY);
}

function amountFor(
  row: number,
  { children, best, amount }: Node,
  columns: readonly Column[],
): number {
  if (!children || !best) return amount;
  const bin = columns[best.column]?.bins[row] ?? 0;
  return amountFor(row, bin <= best.bin ? children[0] : children[1], columns);
}

function treeData(node: Node, names: readonly string[], columns: readonly Column[]): TreeData {
  if (!node.children || !node.best) return node.amount;
  const [low, high] = node.children;
  const { column, bin } = node.best;
  const split: SplitData = {
    on: names[column] ?? "",
    at: columns[column]?.cuts[bin] ?? 0,
    mean: node.amount,
    low: treeData(low, names, columns),
    high: treeData(high, names, columns),
  };
  return split;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
