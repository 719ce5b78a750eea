import { atATime } from "./at-a-time.ts";
import { calmErrands, makeErrands } from "./errands.ts";
import type { WorkerPlan } from "./installation.ts";
import { findViolations, tallyOf } from "./invariants.ts";
import { chanceOf } from "./random.ts";
import { type Report, sumUp } from "./report.ts";
import { run } from "./run.ts";
import { makeSchedule, type ScheduledFault } from "./schedule.ts";
import type { SeedRecord, SeedRecords } from "./seed-records.ts";
import { shrink } from "./shrink.ts";
import { TREE } from "./tree.ts";

export interface SeedsOptions {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly reports: number;
  /** Instead of the seeds' own. */
  readonly schedule: readonly ScheduledFault[] | undefined;
  readonly shrinks: boolean;
  /** So many runs side by side. */
  readonly parallel: number;
  /** Seeds that stand there already are not run again, and count. */
  readonly records: SeedRecords;
  readonly keepIn: string | undefined;
}

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

/** Faster than one process files while it is well: what waits when something breaks is never little. */
const MS_PER_REPORT = 10;
const SHORTEST_SPAN_MS = 8_000;
const CALM_REPORTS = 5;
const QUIET_WITHIN_MS = 180_000;
const SHRINKING_TRIES = 12;

/** Each run is judged by its ledger alone. */
export async function chaosSeeds(options: SeedsOptions): Promise<Report> {
  const { records } = options;
  const seeds = Array.from({ length: options.seeds }, (_, n) => options.firstSeed + n);
  const known = seeds.flatMap((seed) => records.find(seed, options.reports) ?? []);
  const missing = seeds.filter((seed) => !records.find(seed, options.reports));
  const made = await atATime(missing, options.parallel, async (seed) => {
    const { record, schedule } = await runSeed(seed, options);
    records.add(record);
    talk(record);
    if (record.violations.length > 0) await printFixture(seed, schedule, options);
    return record;
  });
  return sumUp([...known, ...made]);
}

async function runSeed(
  seed: number,
  { reports, schedule: given, keepIn }: Pick<SeedsOptions, "reports" | "schedule" | "keepIn">,
): Promise<{ readonly record: SeedRecord; readonly schedule: readonly ScheduledFault[] }> {
  const begin = performance.now();
  const chance = chanceOf(seed);
  const spanMs = Math.max(SHORTEST_SPAN_MS, reports * MS_PER_REPORT);
  const workers = seed % 3 === 0 ? MIXED : APART;
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
    keepIn,
  });
  const record = {
    seed,
    asked: reports,
    policy,
    processes: workers.length,
    tally: tallyOf(ledger),
    faults: countOf(ledger.faults.map(({ name }) => name)),
    violations: findViolations(ledger),
    seconds: Math.round((performance.now() - begin) / 1000),
  } as const;
  return { record, schedule };
}

function countOf(names: readonly string[]): Readonly<Record<string, number>> {
  const byName = Map.groupBy(names.toSorted(), (name) => name);
  return Object.fromEntries([...byName].map(([name, all]) => [name, all.length]));
}

function talk({ seed, policy, tally, faults, violations, seconds }: SeedRecord): void {
  const { reports, accepted, mails, inDoubt, copies } = tally;
  const brought = Object.values(faults).reduce((all, one) => all + one, 0);
  console.error(
    `seed ${seed}: ${reports} reports, ${accepted} accepted, ${mails} mails, ${brought} faults, ${inDoubt} in doubt (${policy}), ${copies} copies, ${violations.length} violations, ${seconds} s`,
  );
  for (const { invariant, detail } of violations.slice(0, 20))
    console.error(`  ${invariant}: ${detail}`);
}

/** What is enough to see it again, as far as a few more runs can tell. */
async function printFixture(
  seed: number,
  failed: readonly ScheduledFault[],
  { reports, shrinks, keepIn }: SeedsOptions,
): Promise<void> {
  const fails = async (schedule: readonly ScheduledFault[]) =>
    (await runSeed(seed, { reports, schedule, keepIn })).record.violations.length > 0;
  const schedule = shrinks ? await shrink(failed, fails, SHRINKING_TRIES) : failed;
  console.error(
    `seed ${seed} fails by these ${schedule.length} faults (--seed ${seed} --reports ${reports} --schedule FILE):`,
  );
  console.error(JSON.stringify(schedule));
}
