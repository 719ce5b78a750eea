import { calmErrands, makeErrands } from "./errands.ts";
import type { WorkerPlan } from "./installation.ts";
import { findViolations, tallyOf } from "./invariants.ts";
import type { Ledger } from "./ledger.ts";
import { chanceOf } from "./random.ts";
import type { Report } from "./report.ts";
import { sumUp } from "./report.ts";
import { run, type RunOptions } from "./run.ts";
import { makeSchedule, type ScheduledFault } from "./schedule.ts";
import { shrink } from "./shrink.ts";

export interface SeedsOptions {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly reports: number;
  /** Instead of the seeds' own. */
  readonly schedule: readonly ScheduledFault[] | undefined;
  readonly shrinks: boolean;
}

/** The repository: what is run where no mutant is asked for. */
export const TREE = new URL("../..", import.meta.url).pathname;

/** Two of each role in three processes: a kill takes two roles at once. */
const MIXED: readonly WorkerPlan[] = [
  { roles: "api,ingest" },
  { roles: "api,notifier" },
  { roles: "ingest,notifier" },
];
/** Two of each role, a process for each. */
const APART: readonly WorkerPlan[] = ["api", "ingest", "notifier"].flatMap((roles) => [
  { roles },
  { roles },
]);

const MS_PER_REPORT = 20;
const SHORTEST_SPAN_MS = 8_000;
const CALM_REPORTS = 5;
const QUIET_WITHIN_MS = 180_000;
const SHRINKING_TRIES = 12;

/** One run after another; each is judged by its ledger alone. */
export async function chaosSeeds(options: SeedsOptions): Promise<Report> {
  const runs: SeedRun[] = [];
  for (let n = 0; n < options.seeds; n += 1) {
    const one = await runSeed(options.firstSeed + n, options);
    runs.push(one);
    talk(one);
    if (one.violations.length > 0) await printFixture(one, options);
  }
  return sumUp(runs);
}

export interface SeedRun {
  readonly seed: number;
  readonly policy: RunOptions["policy"];
  readonly schedule: readonly ScheduledFault[];
  readonly ledger: Ledger;
  readonly tally: ReturnType<typeof tallyOf>;
  readonly violations: ReturnType<typeof findViolations>;
  readonly seconds: number;
}

async function runSeed(
  seed: number,
  { reports, schedule: given }: Pick<SeedsOptions, "reports" | "schedule">,
): Promise<SeedRun> {
  const begin = performance.now();
  const chance = chanceOf(seed);
  const spanMs = Math.max(SHORTEST_SPAN_MS, reports * MS_PER_REPORT);
  const workers = seed % 3 === 0 ? APART : MIXED;
  const policy = seed % 2 === 1 ? "resend" : "hold";
  let schedule: readonly ScheduledFault[] = [];
  const ledger = await run({
    seed,
    tree: TREE,
    policy,
    durability: seed % 4 < 2 ? "everysec" : "fsync",
    workers,
    errands: makeErrands(chance.for("errands"), reports, spanMs),
    schedule: (hasOwnDisk) => {
      const facts = { spanMs, workers: workers.length, hasOwnDisk };
      schedule = given ?? makeSchedule(chance.for("schedule"), facts);
      return schedule;
    },
    calm: calmErrands(chance.for("calm"), CALM_REPORTS, 200),
    quietWithinMs: QUIET_WITHIN_MS,
  });
  return {
    seed,
    policy,
    schedule,
    ledger,
    tally: tallyOf(ledger),
    violations: findViolations(ledger),
    seconds: Math.round((performance.now() - begin) / 1000),
  };
}

function talk({ seed, policy, schedule, tally, violations, seconds }: SeedRun): void {
  const { reports, accepted, mails, inDoubt, copies } = tally;
  console.error(
    `seed ${seed}: ${reports} reports, ${accepted} accepted, ${mails} mails, ${schedule.length} faults, ${inDoubt} in doubt (${policy}), ${copies} copies, ${violations.length} violations, ${seconds} s`,
  );
  for (const { invariant, detail } of violations.slice(0, 20))
    console.error(`  ${invariant}: ${detail}`);
}

/** What is enough to see it again, as far as a few more runs can tell. */
async function printFixture(failed: SeedRun, options: SeedsOptions): Promise<void> {
  const fails = async (schedule: readonly ScheduledFault[]) =>
    (await runSeed(failed.seed, { reports: options.reports, schedule })).violations.length > 0;
  const schedule = options.shrinks
    ? await shrink(failed.schedule, fails, SHRINKING_TRIES)
    : failed.schedule;
  console.error(
    `seed ${failed.seed} fails by these ${schedule.length} faults (--seed ${failed.seed} --reports ${options.reports} --schedule FILE):`,
  );
  console.error(JSON.stringify(schedule));
}
