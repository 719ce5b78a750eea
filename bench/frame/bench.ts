import type { ParseArgsOptionsConfig } from "node:util";

/** One figure: the spread of its samples, and how it stands to another contender of the same run. */
export interface BenchRow {
  readonly measure: string;
  /** Of `min`, `median` and `max`: `ms`, `us`, `bytes`, `1/s`. */
  readonly unit: string;
  /** Samples taken. */
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** The contender that `ratio` compares with. */
  readonly against?: string;
  /** How many times as much the other needs: the median of each round's quotient. */
  readonly ratio?: number;
}

/** A run of one bench, with what it ran on. */
export interface BenchRun {
  readonly name: string;
  readonly commit: string;
  readonly node: string;
  readonly cpus: string;
  /** Processors that others kept busy meanwhile; above a third of one, wall times tell little. */
  readonly foreignCores?: number | undefined;
  readonly rows: readonly BenchRow[];
}

/** What a file of `bench/` exports as `bench`. */
export interface Bench {
  /** One line: what is measured, beside what. */
  readonly about: string;
  /** Its own options, for `parseArgs` of node:util; `--json`, `--quick` and `--profile` are every bench's. */
  readonly options?: ParseArgsOptionsConfig;
  /** Values of these options in the short form: it takes seconds, and its rows bear the same names. */
  readonly quick?: Readonly<Record<string, string | boolean>>;
  /** `talk` tells of progress, on stderr. */
  run(
    options: Readonly<Record<string, unknown>>,
    talk: (text: string) => void,
  ): Promise<readonly BenchRow[]>;
}
