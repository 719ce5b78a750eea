/**
 * Many small trees of questions ("are the titles alike by more than 0.3?"), each
 * adding a little to one sum: what a weighted sum cannot say, such as that a
 * shared name means less where both come from one source. Written by
 * `scripts/train-stories.ts`.
 */
export interface TreesData {
  readonly bias: number;
  readonly trees: readonly TreeData[];
}

/** A number is what the tree adds. */
export type TreeData = number | SplitData;

export interface SplitData {
  /** The measure that is asked for. */
  readonly on: string;
  /** Up to this it goes `low`. */
  readonly at: number;
  /** What the tree would add if it stopped here. */
  readonly mean: number;
  readonly low: TreeData;
  readonly high: TreeData;
}

/** A part of a sum: which measure, and how much it speaks for (or against) the same story. */
export interface Contribution {
  readonly name: string;
  readonly amount: number;
}

/** What was measured, each measure in its place; what is not there counts as nothing. */
type Values = ArrayLike<number>;

export interface BoostedTrees {
  sum(values: Values): number;
  /** By measure: what its answers changed. Largest first, without those that say nothing. */
  contributions(values: Values): Contribution[];
}

/** `measures` are what trees may ask for, in their places. */
export function openTrees({ bias, trees }: TreesData, measures: readonly string[]): BoostedTrees {
  const { names, on, at, high, amount, roots } = flatten(trees, measures);
  const next = (node: number, answer: number) =>
    answer <= (at[node] ?? 0) ? node + 1 : (high[node] ?? 0);
  return {
    sum(values) {
      let sum = bias;
      for (const root of roots) {
        let node = root;
        for (let measure = on[node] ?? LEAF; measure !== LEAF; measure = on[node] ?? LEAF)
          node = next(node, values[measure] ?? 0);
        sum += amount[node] ?? 0;
      }
      return sum;
    },
    contributions(values) {
      const sums = new Float64Array(names.length);
      for (const root of roots) {
        let node = root;
        for (let measure = on[node] ?? LEAF; measure !== LEAF; measure = on[node] ?? LEAF) {
          const then = next(node, values[measure] ?? 0);
          sums[measure] = (sums[measure] ?? 0) + (amount[then] ?? 0) - (amount[node] ?? 0);
          node = then;
        }
      }
      return names
        .map((name, measure) => ({ name, amount: sums[measure] ?? 0 }))
        .filter((part) => Math.abs(part.amount) >= LEAST_SAID)
        .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
    },
  };
}

/** Of a logit. */
const LEAST_SAID = 0.05;
const LEAF = -1;

/** All nodes of all trees one after another, the `low` one right after its parent: walking them touches little memory. */
function flatten(trees: readonly TreeData[], measures: readonly string[]) {
  const names = [...measures];
  const on: number[] = [];
  const at: number[] = [];
  const high: number[] = [];
  const amount: number[] = [];
  const place = (tree: TreeData): number => {
    const node = on.length;
    const isLeaf = typeof tree === "number";
    on.push(isLeaf ? LEAF : numberOf(tree.on));
    at.push(isLeaf ? 0 : tree.at);
    amount.push(isLeaf ? tree : tree.mean);
    high.push(0);
    if (isLeaf) return node;
    place(tree.low);
    high[node] = place(tree.high);
    return node;
  };
  const numberOf = (name: string) => {
    const known = names.indexOf(name);
    return known === -1 ? names.push(name) - 1 : known;
  };
  const roots = trees.map(place);
  return {
    names,
    roots,
    on: Int16Array.from(on),
    at: Float64Array.from(at),
    high: Int32Array.from(high),
    amount: Float64Array.from(amount),
  };
}
