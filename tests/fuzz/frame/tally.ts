import { describeRun } from "../../../bench/frame/describe-run.ts";
import type { Found } from "./found.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import type { RoundRun } from "./run-rounds.ts";

export interface FuzzReport {
  readonly commit: string;
  readonly node: string;
  readonly cpus: string;
  readonly seed: number;
  readonly seconds: number;
  readonly inputs: number;
  readonly slowestMs: number;
  readonly targets: readonly TargetTally[];
  readonly faults: readonly FuzzFault[];
}

interface TargetTally {
  readonly name: string;
  readonly inputs: number;
  readonly slowestMs: number;
}

export interface FuzzFault extends Found {
  readonly target: string;
  /** Commands that bring it again. */
  readonly again: readonly string[];
}

/** Adds up what the rounds of a run say. */
export function openTally(targets: readonly FuzzTarget[], seed: number) {
  const begun = performance.now();
  const runs: RoundRun[] = [];
  return {
    add: (run: RoundRun) => runs.push(run),
    inputs: () => inputsOf(runs),
    report(): FuzzReport {
      return {
        ...describeRun(),
        seed,
        seconds: Math.round((performance.now() - begun) / 1000),
        inputs: inputsOf(runs),
        slowestMs: slowestOf(runs),
        targets: targets.map(({ name }) => {
          const its = runs.filter(({ round }) => round.target === name);
          return { name, inputs: inputsOf(its), slowestMs: slowestOf(its) };
        }),
        faults: runs.flatMap(faultsOf),
      };
    },
  };
}

export function faultsOf({ round, found }: RoundRun): readonly FuzzFault[] {
  if (!found) return [];
  const command = `npm run -s fuzz -- --only ${round.target}`;
  const again = [`${command} --seed ${round.seed} --inputs ${round.inputs}`];
  if (found.base64 !== undefined) again.push(`${command} --replay ${found.base64}`);
  return [{ ...found, target: round.target, again }];
}

const inputsOf = (runs: readonly RoundRun[]) => runs.reduce((sum, { inputs }) => sum + inputs, 0);
const slowestOf = (runs: readonly RoundRun[]) =>
  runs.reduce((most, { slowestMs }) => Math.max(most, slowestMs), 0);
