import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import type { BenchRun } from "./bench.ts";
import { figure, formatTable } from "./format-rows.ts";
import { judge, readGates, type Verdict } from "./gates.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const MOST_OUTPUT = 16 * 1024 * 1024;

export interface CheckOptions {
  readonly isQuick: boolean;
  /** Undefined: every bench that has a gate. */
  readonly names?: readonly string[] | undefined;
  readonly talk: (text: string) => void;
}

export interface Checked {
  readonly runs: readonly BenchRun[];
  readonly verdicts: readonly Verdict[];
}

/**
 * Runs the benches that have gates, each in a process of its own so that none has the other's heap and warm code. What
 * misses a gate is run once more, and fails only if it misses again: a neighbour's burst is no regression.
 */
export async function checkGates({ isQuick, names, talk }: CheckOptions): Promise<Checked> {
  const gates = readGates(isQuick);
  const gated = [...new Set(gates.map(({ bench }) => bench))];
  const runs: BenchRun[] = [];
  const verdicts: Verdict[] = [];
  for (const name of gated.filter((one) => names?.includes(one) ?? true)) {
    talk(name);
    let run = await runApart(name, isQuick);
    let judged = judge(gates, run);
    if (judged.some(({ isMet }) => !isMet)) {
      talk(`${name} misses a gate: once more`);
      run = await runApart(name, isQuick);
      judged = judge(gates, run);
    }
    runs.push(run);
    verdicts.push(...judged);
  }
  return { runs, verdicts };
}

async function runApart(name: string, isQuick: boolean): Promise<BenchRun> {
  const args = [...process.execArgv, MAIN, name, "--json", ...(isQuick ? ["--quick"] : [])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: MOST_OUTPUT });
  return JSON.parse(stdout) as BenchRun;
}

/** The verdicts as a table, and what others did to the machine meanwhile. */
export function formatVerdicts({ runs, verdicts }: Checked): string {
  const head = ["bench", "measure", "of", "gate", "goal", "measured", ""];
  const lines = verdicts.map((verdict) => [
    verdict.bench,
    verdict.measure,
    verdict.figure,
    `${sign(verdict)} ${figure(verdict.gate)}`,
    `${sign(verdict)} ${figure(verdict.goal)}`,
    verdict.measured === undefined ? "-" : figure(verdict.measured),
    wordFor(verdict),
  ]);
  const noise = runs
    .map(({ name, foreignCores = Number.NaN }) => `${name} ${foreignCores.toFixed(2)}`)
    .join(", ");
  return [formatTable([head, ...lines]), `processors busy with other work: ${noise}`].join("\n");
}

function sign({ better }: Verdict): string {
  return better === "more" ? ">=" : "<=";
}

function wordFor({ isMet, isGoalMet, measured }: Verdict): string {
  if (measured === undefined) return "MISSED: not measured";
  if (!isMet) return "MISSED";
  return isGoalMet ? "goal met" : "met";
}
