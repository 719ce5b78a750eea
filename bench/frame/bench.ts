import type { ParseArgsOptionsConfig } from "node:util";

/** One figure: the spread of its samples, and how it stands to another contender of the same run. */
export interface BenchRow {
  readonly measure: string;
  /** Of `min`, `median` and `max`: `ms`, `us`, `bytes`. */
  readonly unit: string;
  /** Samples taken. */
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** The contender that `ratio` compares with. */
  readonly against?: string;
  /** Median of `against` divided by the median here: how many times as much the other needs. */
  readonly ratio?: number;
}

/** A run of one bench, with what it ran on. */
export interface BenchRun {
  readonly name: string;
  readonly commit: string;
  readonly node: string;
  readonly cpus: string;
  readonly rows: readonly BenchRow[];
}

/** What a file of `bench/` exports as `bench`. */
export interface Bench {
  /** Its own options, for `parseArgs` of node:util; `--json` is every bench's. */
  readonly options?: ParseArgsOptionsConfig;
  /** `talk` tells of progress, on stderr. */
  run(
    options: Readonly<Record<string, unknown>>,
    talk: (text: string) => void,
  ): Promise<readonly BenchRow[]>;
}
