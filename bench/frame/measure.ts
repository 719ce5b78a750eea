import type { BenchRow } from "./bench.ts";

/** What is measured against each other, by name; each call is one sample. */
export type Contenders<Name extends string> = Readonly<Record<Name, () => unknown>>;

export interface Repeats {
  /** Runs of each contender that are not counted: the compiler needs them. */
  readonly warmUps: number;
  readonly repeats: number;
}

/**
 * Milliseconds of each run, by contender. The contenders take turns, in an order
 * that moves on by one each round, so that what disturbs the machine disturbs all.
 */
export async function measure<Name extends string>(
  contenders: Contenders<Name>,
  { warmUps, repeats }: Repeats,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(contenders) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = -warmUps; round < repeats; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round + warmUps) % names.length];
      if (name === undefined) continue;
      const start = performance.now();
      await contenders[name]();
      if (round >= 0) samples[name].push(performance.now() - start);
    }
  }
  return samples;
}

/** What a run costs this process in processor time, of all its threads; milliseconds go to `into`. Others do not count. */
export async function countingProcessorTime(into: number[], run: () => unknown): Promise<void> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  into.push((user + system) / 1000);
}

/**
 * A row of these samples; `against` names the contender whose samples give the ratio. Samples of one round stand at one
 * place of both: what slowed a round down slowed down both.
 */
export function rowOf(
  measured: { readonly measure: string; readonly unit: string },
  samples: readonly number[],
  against?: { readonly name: string; readonly samples: readonly number[] },
): BenchRow {
  const sorted = ascending(samples);
  const row = {
    ...measured,
    n: samples.length,
    min: sorted[0] ?? Number.NaN,
    median: medianOf(sorted),
    max: sorted.at(-1) ?? Number.NaN,
  };
  if (!against) return row;
  return {
    ...row,
    against: against.name,
    ratio: ratioOf(against.samples, samples),
  };
}

function ratioOf(others: readonly number[], ours: readonly number[]): number {
  if (others.length !== ours.length) return medianOf(ascending(others)) / medianOf(ascending(ours));
  return medianOf(ascending(others.map((other, round) => other / (ours[round] ?? Number.NaN))));
}

function ascending(samples: readonly number[]): number[] {
  return samples.toSorted((a, b) => a - b);
}

/** Of samples in ascending order; the share of them that lies below is `share`. */
export function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function medianOf(sorted: readonly number[]): number {
  return quantileOf(sorted, 0.5);
}
