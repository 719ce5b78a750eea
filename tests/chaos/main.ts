import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

import { chaosSeeds } from "./chaos-seeds.ts";
import { tryCrashPoints } from "./crash-points.ts";
import { tryEndlessReport } from "./endless-report.ts";
import { measureRecovery } from "./recovery.ts";
import { isClean, printReport, type Report } from "./report.ts";
import type { ScheduledFault } from "./schedule.ts";
import { openSeedRecords } from "./seed-records.ts";
import { TREE } from "./tree.ts";
import { tryMutants } from "./try-mutants.ts";

const USAGE = `npm run chaos -- [options]

  --seeds N        runs of random faults, with the seeds from --seed on (default 3)
  --seed S         the first seed (default 1); the same seed brings the same faults
  --reports N      reports of each run (default 2000)
  --parallel N     so many runs side by side (default 1)
  --out FILE       what came of each seed, a line of JSON each; seeds that stand there already are
                   counted and not run again, so that a run that was cut is gone on with
  --keep DIR       what a seed leaves that violated something: Redis's files, the ledger, all lines
  --schedule FILE  the faults of this file, as a failing run prints them, instead of the seed's
  --crash-points   besides, a process that ends at each seam, three times each
  --mutants        besides, our own code broken in known ways, each of which has to be caught
  --endless        besides, a report whose reading never ends
  --recovery       besides, how long what a killed process held is delayed
  --sample N       of crash points and mutants only so many, others for another --seed
  --no-shrink      a failing schedule is printed as it is
  --json           the figures as JSON

Exit code: 0 nothing was violated, 1 something was, 2 usage. Needs redis-server; as root it also
fills Redis's disk. How processes take turns is not a seed's to decide: a run may fail by one try in three.
`;

const { values } = readArguments();
const schedule =
  values.schedule === undefined
    ? undefined
    : (JSON.parse(readFileSync(values.schedule, "utf8")) as readonly ScheduledFault[]);
const sample = values.sample === undefined ? undefined : wholeNumber("sample", values.sample);
const seeds = await chaosSeeds({
  seeds: wholeNumber("seeds", values.seeds),
  firstSeed: wholeNumber("seed", values.seed),
  reports: wholeNumber("reports", values.reports),
  schedule,
  shrinks: values["no-shrink"] !== true,
  parallel: Math.max(1, wholeNumber("parallel", values.parallel)),
  records: openSeedRecords(values.out),
  keepIn: values.keep,
});
const shared = {
  tree: TREE,
  sample,
  seed: wholeNumber("seed", values.seed),
  atATime: availableParallelism(),
};
const report: Report = {
  ...seeds,
  ...(values["crash-points"] && { crashPoints: await tryCrashPoints(shared) }),
  ...(values.recovery && { recovery: await measureRecovery() }),
  ...(values.endless && { endless: await tryEndlessReport() }),
  ...(values.mutants && { mutants: await tryMutants(shared) }),
};
printReport(report, values.json === true);
process.exit(isClean(report) ? 0 : 1);

function readArguments() {
  try {
    return parseArgs({
      options: {
        seeds: { type: "string", default: "3" },
        seed: { type: "string", default: "1" },
        reports: { type: "string", default: "2000" },
        parallel: { type: "string", default: "1" },
        out: { type: "string" },
        keep: { type: "string" },
        schedule: { type: "string" },
        "crash-points": { type: "boolean" },
        mutants: { type: "boolean" },
        endless: { type: "boolean" },
        recovery: { type: "boolean" },
        sample: { type: "string" },
        "no-shrink": { type: "boolean" },
        json: { type: "boolean" },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  console.error(`--${name} is a whole number\n\n${USAGE}`);
  process.exit(2);
}
