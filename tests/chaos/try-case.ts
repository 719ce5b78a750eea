import { findViolations, type Violation } from "./invariants.ts";
import type { Ledger } from "./ledger.ts";
import { chanceOf } from "./random.ts";
import { run } from "./run.ts";
import type { ScheduledFault } from "./schedule.ts";
import type { Errand } from "./sender.ts";
import { makeEvent } from "./world.ts";

/** A small run with one thing going wrong at a known place. */
export interface Case {
  /** Where `src` stands. */
  readonly tree: string;
  readonly policy?: "resend" | "hold";
  /** The process kills itself there in its first life. */
  readonly crashAt?: string | undefined;
  readonly faults?: readonly ScheduledFault[];
  /** Processes that do everything; 1 where none is said. */
  readonly processes?: number;
  readonly errands?: readonly Errand[];
  readonly quietWithinMs?: number;
}

export interface CaseResult {
  readonly crashed: boolean;
  readonly violations: readonly Violation[];
}

const REPORTS = 7;
const EVERY_MS = 500;
const QUIET_WITHIN_MS = 60_000;

export async function tryCase(options: Case): Promise<CaseResult> {
  const ledger = await runCase(options);
  // How long a restart takes is not what a case is about.
  const violations = findViolations(ledger).filter(({ invariant }) => invariant !== "prompt");
  return { crashed: ledger.end.crashedAt !== undefined, violations };
}

export function runCase(options: Case): Promise<Ledger> {
  const { tree, policy = "resend", crashAt, faults = [], processes = 1 } = options;
  const { errands = caseErrands(), quietWithinMs = QUIET_WITHIN_MS } = options;
  return run({
    seed: 1,
    tree,
    policy,
    durability: "everysec",
    workers: Array.from({ length: processes }, (_, n) => ({
      roles: "api,ingest,notifier",
      ...(n === 0 && crashAt !== undefined && { crashAt }),
    })),
    errands,
    schedule: () => faults,
    calm: [],
    quietWithinMs,
  });
}

/** Enough reports that each seam is passed three times; some are told again by a second source. */
export function caseErrands(): readonly Errand[] {
  const chance = chanceOf(1);
  return Array.from({ length: REPORTS }, (_, n) => makeEvent(n, chance)).flatMap((event, n) => {
    const at = n * EVERY_MS;
    const plain = { event, isDoubled: false, isRepeated: n % 3 === 1, isImpatient: false };
    const report: Errand = { ...plain, kind: "report", at };
    return n % 3 === 0
      ? [report, { ...plain, kind: "copy", at: at + 6 * EVERY_MS } as const]
      : [report];
  });
}

/** `count` of `all`, others for another seed. */
export function sampleOf<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const chance = chanceOf(seed);
  return all
    .map((one) => ({ one, order: chance.next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ one }) => one);
}
