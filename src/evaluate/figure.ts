/** One line of the table that `tocsin eval` prints. */
export interface Figure {
  /** The labelled set, or sets, it was measured on. */
  readonly set: string;
  readonly measure: string;
  /** A share as 0..1; a count or a rate where `unit` says so. */
  readonly value: number;
  readonly unit?: "share" | "per second" | "count" | undefined;
  /** What was counted: documents, names, pairs. */
  readonly n: number;
  /** 95 % confidence interval. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** What this project asks of itself. */
  readonly target?: { readonly value: number; readonly atMost?: boolean } | undefined;
}

/** 1.96 standard deviations: 95 % of a normal distribution. */
const Z = 1.96;

/** Wilson's score interval of a share: right also near 0 and 1, where the usual one leaves 0..1. */
export function wilsonInterval(part: number, whole: number): readonly [number, number] {
  if (whole === 0) return [0, 1];
  const share = part / whole;
  const scale = 1 + Z ** 2 / whole;
  const middle = (share + Z ** 2 / (2 * whole)) / scale;
  const reach = (Z * Math.sqrt((share * (1 - share)) / whole + Z ** 2 / (4 * whole ** 2))) / scale;
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}

/** A share of `whole` with its interval. */
export function shareOf(part: number, whole: number): Pick<Figure, "value" | "n" | "interval"> {
  return { value: whole === 0 ? 0 : part / whole, n: whole, interval: wilsonInterval(part, whole) };
}

export function isMet({ value, target }: Pick<Figure, "value" | "target">): boolean | undefined {
  if (target === undefined) return undefined;
  return target.atMost === true ? value <= target.value : value >= target.value;
}

/** What was labelled, what was said, and what of it was both. */
export interface Counts {
  readonly right: number;
  readonly said: number;
  readonly labelled: number;
}

/** Harmonic mean of precision and recall. */
export function f1Of({ right, said, labelled }: Counts): number {
  return said + labelled === 0 ? 0 : (2 * right) / (said + labelled);
}

/** Micro-averaged F1 of single answers, with its interval. */
export function f1Share(answers: readonly Counts[]): Pick<Figure, "value" | "n" | "interval"> {
  const statistic = (some: readonly Counts[]): number => f1Of(sumOf(some));
  return {
    value: statistic(answers),
    n: answers.length,
    interval: bootstrapInterval(answers, statistic),
  };
}

function sumOf(counts: readonly Counts[]): Counts {
  let [right, said, labelled] = [0, 0, 0];
  for (const one of counts) {
    right += one.right;
    said += one.said;
    labelled += one.labelled;
  }
  return { right, said, labelled };
}

/** One yes-or-no answer as counts. */
export function answerOf(labelled: boolean, said: boolean): Counts {
  return { right: Number(labelled && said), said: Number(said), labelled: Number(labelled) };
}

const ROUNDS = 500;

/** The middle 95 % of a statistic over samples drawn with replacement, from a fixed seed. */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (items: readonly Item[]) => number,
): readonly [number, number] {
  let state = 1;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * items.length);
  };
  const values = Array.from({ length: ROUNDS }, () =>
    statistic(items.flatMap(() => items[draw()] ?? [])),
  ).toSorted((one, other) => one - other);
  return [values[Math.floor(ROUNDS * 0.025)] ?? 0, values[Math.floor(ROUNDS * 0.975)] ?? 1];
}
