/** Features by place. */
export interface FeatureVector {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
}

export interface Example {
  readonly vector: FeatureVector;
  readonly isPositive: boolean;
  /** How much its loss counts. */
  readonly weight: number;
}

/** Weights by feature, and the bias. */
export interface Separator {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** The bias is learned as one more feature of this constant value, so that it is regularised little. */
const BIAS_VALUE = 0.3;
const MOST_ROUNDS = 30;
const SETTLED = 0.01;

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent
 * (Hsieh et al., ICML 2008). Deterministic: the order of examples is shuffled from a fixed seed.
 */
export function trainSeparator(
  examples: readonly Example[],
  dimensions: number,
  cost: number,
): Separator {
  const weights = new Float64Array(dimensions + 1);
  const alphas = new Float64Array(examples.length);
  const norms = examples.map(({ vector, weight }) => {
    const square = vector.values.reduce((sum, value) => sum + value * value, BIAS_VALUE ** 2);
    return square + 1 / (2 * cost * weight);
  });
  const order = examples.map((_, i) => i);
  const random = linearCongruential(12_345);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    shuffle(order, random);
    let furthest = 0;
    for (const i of order) {
      const example = examples[i];
      if (example === undefined) continue;
      const sign = example.isPositive ? 1 : -1;
      const alpha = alphas[i] ?? 0;
      const gradient =
        sign * (dot(weights, example.vector) + BIAS_VALUE * (weights[dimensions] ?? 0)) -
        1 +
        alpha / (2 * cost * example.weight);
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      furthest = Math.max(furthest, Math.abs(projected));
      if (projected === 0) continue;
      const next = Math.max(alpha - gradient / (norms[i] ?? 1), 0);
      alphas[i] = next;
      add(weights, example.vector, (next - alpha) * sign);
      weights[dimensions] = (weights[dimensions] ?? 0) + (next - alpha) * sign * BIAS_VALUE;
    }
    if (furthest < SETTLED) break;
  }
  return {
    weights: weights.subarray(0, dimensions),
    bias: (weights[dimensions] ?? 0) * BIAS_VALUE,
  };
}

export function marginOf({ weights, bias }: Separator, vector: FeatureVector): number {
  return dot(weights, vector) + bias;
}

function dot(weights: Float64Array, { indexes, values }: FeatureVector): number {
  let sum = 0;
  for (let i = 0; i < indexes.length; i += 1) {
    sum += (weights[indexes[i] ?? 0] ?? 0) * (values[i] ?? 0);
  }
  return sum;
}

function add(weights: Float64Array, { indexes, values }: FeatureVector, by: number): void {
  for (let i = 0; i < indexes.length; i += 1) {
    const index = indexes[i] ?? 0;
    weights[index] = (weights[index] ?? 0) + by * (values[i] ?? 0);
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}

/** 0..1, the same sequence each time: training must be repeatable. */
function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** Slope and offset that turn margins into chances (Platt 1999), by Newton's method on the log loss. */
export function fitChances(
  margins: readonly number[],
  truths: readonly boolean[],
): { readonly slope: number; readonly offset: number } {
  const positives = truths.filter(Boolean).length;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (truths.length - positives + 2)];
  let [slope, offset] = [2, 0];
  for (let round = 0; round < 50; round += 1) {
    let [gradientSlope, gradientOffset, aa, ab, bb] = [0, 0, 1e-6, 0, 1e-6];
    for (const [i, margin] of margins.entries()) {
      const chance = 1 / (1 + Math.exp(-(slope * margin + offset)));
      const miss = (truths[i] === true ? high : low) - chance;
      const spread = chance * (1 - chance);
      gradientSlope += miss * margin;
      gradientOffset += miss;
      aa += spread * margin * margin;
      ab += spread * margin;
      bb += spread;
    }
    const determinant = aa * bb - ab * ab;
    const stepSlope = (bb * gradientSlope - ab * gradientOffset) / determinant;
    const stepOffset = (aa * gradientOffset - ab * gradientSlope) / determinant;
    slope += Math.max(-1, Math.min(1, stepSlope));
    offset += Math.max(-1, Math.min(1, stepOffset));
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-6) break;
  }
  return { slope: Math.max(0.1, slope), offset };
}
