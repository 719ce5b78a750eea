import type { Weights } from "../../src/relate/story-model.ts";

export interface Example {
  readonly values: Readonly<Record<string, number>>;
  readonly isSame: boolean;
}

const ROUNDS = 25;
/** Keeps the step defined where two measures always move together. */
const RIDGE = 1e-6;

/**
 * Logistic regression with a penalty on the squares of the standardised weights,
 * by Newton's method. Deterministic.
 */
export function fitLogistic(
  examples: readonly Example[],
  names: readonly string[],
  penalty: number,
): Weights {
  const rows = examples.map(({ values }) => [1, ...names.map((name) => values[name] ?? 0)]);
  const scales = standardise(rows);
  const targets = examples.map(({ isSame }) => Number(isSame));
  const fitted = newton(rows, targets, penalty);
  const weights = names.map((name, j) => {
    const { deviation } = scales[j + 1] ?? { deviation: 1 };
    return [name, (fitted[j + 1] ?? 0) / deviation] as const;
  });
  const shift = weights.reduce(
    (sum, [, weight], j) => sum + weight * (scales[j + 1]?.mean ?? 0),
    0,
  );
  return {
    bias: rounded((fitted[0] ?? 0) - shift),
    weights: Object.fromEntries(weights.map(([name, weight]) => [name, rounded(weight)])),
  };
}

function rounded(weight: number): number {
  return Math.round(weight * 10_000) / 10_000;
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** In place; the first column is the constant. */
function standardise(rows: number[][]): Scale[] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, j) => {
    if (j === 0) return { mean: 0, deviation: 1 };
    const mean = rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + ((row[j] ?? 0) - mean) ** 2, 0) / rows.length;
    const deviation = Math.sqrt(variance) || 1;
    for (const row of rows) row[j] = ((row[j] ?? 0) - mean) / deviation;
    return { mean, deviation };
  });
}

function newton(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  penalty: number,
): number[] {
  const width = rows[0]?.length ?? 0;
  const weights = Array.from({ length: width }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const system = Array.from({ length: width }, () => new Float64Array(width + 1));
    for (const [i, row] of rows.entries()) addRow(system, row, targets[i] ?? 0, weights);
    for (const [j, line] of system.entries()) {
      for (let k = 0; k < j; k += 1) (system[k] ?? line)[j] = line[k] ?? 0;
      const held = j === 0 ? 0 : penalty;
      line[j] = (line[j] ?? 0) + held + RIDGE;
      line[width] = (line[width] ?? 0) - held * (weights[j] ?? 0);
    }
    const step = solve(system);
    for (const [j, move] of step.entries()) weights[j] = (weights[j] ?? 0) + move;
    if (step.every((move) => Math.abs(move) < 1e-7)) break;
  }
  return weights;
}

/** One example's part of the Hessian's lower triangle and of the gradient (last column). */
function addRow(
  system: readonly Float64Array[],
  row: readonly number[],
  target: number,
  weights: readonly number[],
): void {
  const logit = row.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), 0);
  const chance = 1 / (1 + Math.exp(-logit));
  const spread = chance * (1 - chance);
  for (const [j, line] of system.entries()) {
    const value = row[j] ?? 0;
    line[row.length] = (line[row.length] ?? 0) + value * (target - chance);
    const part = spread * value;
    if (part === 0) continue;
    for (let k = 0; k <= j; k += 1) line[k] = (line[k] ?? 0) + part * (row[k] ?? 0);
  }
}

/** Gauss-Jordan with partial pivoting; in place. */
function solve(system: Float64Array[]): number[] {
  const width = system.length;
  for (let j = 0; j < width; j += 1) {
    const at = (line: number) => Math.abs(system[line]?.[j] ?? 0);
    let pivot = j;
    for (let k = j + 1; k < width; k += 1) if (at(k) > at(pivot)) pivot = k;
    const [line, other] = [system[pivot], system[j]];
    if (!line || !other) continue;
    system[j] = line;
    system[pivot] = other;
    for (const [k, below] of system.entries()) {
      const factor = k === j ? 0 : (below[j] ?? 0) / (line[j] ?? 1);
      if (factor === 0) continue;
      for (let l = j; l <= width; l += 1) below[l] = (below[l] ?? 0) - factor * (line[l] ?? 0);
    }
  }
  return system.map((line, j) => (line[width] ?? 0) / (line[j] ?? 1));
}
