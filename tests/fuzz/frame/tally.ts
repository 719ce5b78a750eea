import { describeRun } from "../../../bench/frame/describe-run.ts";
import { type Found, saveInput } from "./found.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import type { Round } from "./plan-rounds.ts";
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

export interface FuzzFault extends Omit<Found, "bytes"> {
  readonly target: string;
  /** Commands that bring it again. */
  readonly again: readonly string[];
}

/** Adds up what the rounds of a run say. */
export function openTally(targets: readonly FuzzTarget[], seed: number) {
  const begun = performance.now();
  // The folder may hold another commit when the run ends.
  const describedAtStart = describeRun();
  const runs: RoundRun[] = [];
  const faults: FuzzFault[] = [];
  return {
    /** Gives the fault that the round found. */
    add(run: RoundRun): FuzzFault | undefined {
      runs.push(run);
      const fault = run.found && faultOf(run.round, run.found);
      if (fault) faults.push(fault);
      return fault;
    },
    inputs: () => inputsOf(runs),
    report(): FuzzReport {
      return {
        ...describedAtStart,
        seed,
        seconds: Math.round((performance.now() - begun) / 1000),
        inputs: inputsOf(runs),
        slowestMs: slowestOf(runs),
        targets: targets.map(({ name }) => {
          const its = runs.filter(({ round }) => round.target === name);
          return { name, inputs: inputsOf(its), slowestMs: slowestOf(its) };
        }),
        faults,
      };
    },
  };
}

function faultOf({ target, seed, inputs }: Round, { message, input, bytes }: Found): FuzzFault {
  const command = `npm run -s fuzz -- --only ${target}`;
  const again = [`${command} --seed ${seed} --inputs ${inputs}`];
  if (bytes) again.push(`${command} --replay ${saveInput(target, bytes)}`);
  return { target, message, input, again };
}

const inputsOf = (runs: readonly RoundRun[]) => runs.reduce((sum, { inputs }) => sum + inputs, 0);
const slowestOf = (runs: readonly RoundRun[]) =>
  runs.reduce((most, { slowestMs }) => Math.max(most, slowestMs), 0);
