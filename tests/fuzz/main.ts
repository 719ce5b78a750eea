import { parseArgs } from "node:util";

import { foundIn, readInput } from "./frame/found.ts";
import { planRounds } from "./frame/plan-rounds.ts";
import { runRounds } from "./frame/run-rounds.ts";
import { tryInput } from "./frame/run-target.ts";
import { type FuzzFault, openTally } from "./frame/tally.ts";
import { TARGETS } from "./targets.ts";

const USAGE = `npm run -s fuzz -- [options]

  --inputs N       so many inputs over all targets (default 200000; a night's are 10000000)
  --seed N         the same seed brings the same inputs (default: drawn by chance, and printed)
  --only TARGET    this target alone, or several of
                   ${TARGETS.map(({ name }) => name).join(" ")}
  --minutes N      after so long, as after Ctrl-C, begin nothing more and say what was tried
  --replay FILE    only the input that a failing run saved, on the target of --only
  --json           the figures as JSON

Exit code: 0 every rule held, 1 one was broken, 2 usage.
`;
const SAYS_EVERY_MS = 60_000;

const { seed, inputs, minutes, chosen, replay, json } = readArguments();
const faults = replay === undefined ? await fuzz() : await tryAgain(replay);
process.exit(faults === 0 ? 0 : 1);

async function fuzz(): Promise<number> {
  const tally = openTally(chosen, seed);
  if (!json) console.log(`seed ${seed}`);
  const progress = setInterval(
    () => console.error(`fuzz: ${tally.inputs()} of ${inputs}`),
    SAYS_EVERY_MS,
  );
  await runRounds(planRounds(chosen, inputs, seed), whenToStop(), (run) => {
    const fault = tally.add(run);
    if (fault && !json) tell(fault);
  });
  clearInterval(progress);
  const report = tally.report();
  if (json) console.log(JSON.stringify(report, null, 2));
  else {
    for (const { name, inputs: tried, slowestMs } of report.targets)
      console.log(
        `${name.padEnd(16)} ${String(tried).padStart(8)} inputs, slowest ${slowestMs} ms`,
      );
    console.log(
      `${report.inputs} inputs, ${report.faults.length} faults, slowest ${report.slowestMs} ms; ${report.seconds} s, commit ${report.commit}`,
    );
  }
  return report.faults.length;
}

function tell({ target, message, input, again }: FuzzFault): void {
  console.log([target, message, input, ...again].join("\n  "));
}

function whenToStop(): AbortSignal {
  const over = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => over.abort());
  if (minutes > 0) setTimeout(() => over.abort(), minutes * 60_000).unref();
  return over.signal;
}

async function tryAgain(file: string): Promise<number> {
  const [target] = chosen;
  if (!target || chosen.length > 1) return refuse("--replay goes with one --only");
  const input = readInput(file);
  try {
    const ms = await tryInput(target, input, 0);
    console.log(`${target.name} holds, in ${ms.toFixed(1)} ms`);
    return 0;
  } catch (error) {
    tell({ ...foundIn(error, input), target: target.name, again: [] });
    return 1;
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        inputs: { type: "string", default: "200000" },
        seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
        only: { type: "string", multiple: true },
        minutes: { type: "string", default: "0" },
        replay: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const unknown = values.only?.find((name) => TARGETS.every((one) => one.name !== name));
    if (unknown !== undefined) throw new Error(`there is no target ${unknown}`);
    if (Number(values.inputs) === 0) throw new Error("no inputs are no proof");
    return {
      seed: wholeNumber("seed", values.seed),
      inputs: wholeNumber("inputs", values.inputs),
      minutes: wholeNumber("minutes", values.minutes),
      chosen: TARGETS.filter(({ name }) => values.only?.includes(name) ?? true),
      replay: values.replay,
      json: values.json,
    };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name} is a whole number`);
}

function refuse(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}
