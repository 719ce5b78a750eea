import type { CrashPointsReport } from "./crash-points.ts";
import { type EndlessReport, isHeld } from "./endless-report.ts";
import type { RecoveryRow } from "./recovery.ts";
import type { SeedRecord } from "./seed-records.ts";
import type { MutantsReport } from "./try-mutants.ts";

/** What `--json` prints. */
export interface Report {
  readonly seeds: number;
  readonly reports: number;
  readonly accepted: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unrecorded: number;
  /** Digests whose acceptance could not be learned, at least once. */
  readonly inDoubt: number;
  readonly copies: number;
  readonly kills: number;
  readonly faults: number;
  readonly mails: number;
  readonly violations: number;
  /** Digests in doubt and copies, as a share of the messages sent under each policy. */
  readonly policies: Readonly<Record<SeedRecord["policy"], PolicyFigures>>;
  /** How often each fault was brought. */
  readonly byFault: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly crashPoints?: CrashPointsReport;
  readonly mutants?: MutantsReport;
  readonly recovery?: readonly RecoveryRow[];
  readonly endless?: EndlessReport;
}

/** Nothing was violated, every crash point was passed, every mutant caught. */
export function isClean({ violations, crashPoints, mutants, endless }: Report): boolean {
  if (violations > 0 || (mutants && mutants.missed > 0)) return false;
  if (endless && !isHeld(endless)) return false;
  if (!crashPoints) return true;
  return crashPoints.violations.length === 0 && crashPoints.reached === crashPoints.tried;
}

interface PolicyFigures {
  readonly messages: number;
  readonly inDoubt: number;
  readonly copies: number;
  readonly inDoubtPercent: number;
}

const KILLS = new Set(["kill-worker", "kill-redis"]);

export function sumUp(runs: readonly SeedRecord[]): Report {
  const sum = (of: (run: SeedRecord) => number) => runs.reduce((total, run) => total + of(run), 0);
  const names = new Set(runs.flatMap(({ faults }) => Object.keys(faults)));
  const brought = (name: string) => sum(({ faults }) => faults[name] ?? 0);
  const total = (which: Iterable<string>) =>
    [...which].reduce((all, name) => all + brought(name), 0);
  return {
    seeds: runs.length,
    reports: sum(({ tally }) => tally.reports),
    accepted: sum(({ tally }) => tally.accepted),
    lost: sum(({ tally }) => tally.lost),
    doubled: sum(({ tally }) => tally.doubled),
    unrecorded: sum(({ tally }) => tally.unrecorded),
    inDoubt: sum(({ tally }) => tally.inDoubt),
    copies: sum(({ tally }) => tally.copies),
    kills: total(KILLS),
    faults: total(names),
    mails: sum(({ tally }) => tally.mails),
    violations: sum(({ violations }) => violations.length),
    policies: { resend: figuresOf(runs, "resend"), hold: figuresOf(runs, "hold") },
    byFault: Object.fromEntries([...names].toSorted().map((name) => [name, brought(name)])),
    seconds: sum(({ seconds }) => seconds),
  };
}

function figuresOf(runs: readonly SeedRecord[], policy: SeedRecord["policy"]): PolicyFigures {
  const own = runs.filter((run) => run.policy === policy);
  const sum = (of: (run: SeedRecord) => number) => own.reduce((total, run) => total + of(run), 0);
  const messages = sum(({ tally }) => tally.mails - tally.copies);
  const inDoubt = sum(({ tally }) => tally.inDoubt);
  return {
    messages,
    inDoubt,
    copies: sum(({ tally }) => tally.copies),
    inDoubtPercent: messages === 0 ? 0 : Math.round((inDoubt / messages) * 10_000) / 100,
  };
}

export function printReport(report: Report, asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(report, null, 2));
  else console.log(describe(report));
}

function describe(report: Report): string {
  const { seeds, reports, accepted, mails, faults, kills, lost, doubled, unrecorded } = report;
  const { resend, hold } = report.policies;
  return [
    `${seeds} seeds, ${reports} reports, ${accepted} accepted, ${mails} mails`,
    `${faults} faults, ${kills} of them kills: ${Object.entries(report.byFault)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ")}`,
    `lost ${lost}, doubled ${doubled}, missing without record ${unrecorded}, violations ${report.violations}`,
    `resend: ${resend.inDoubt} of ${resend.messages} in doubt (${resend.inDoubtPercent} %), ${resend.copies} copies`,
    `hold: ${hold.inDoubt} of ${hold.messages} in doubt (${hold.inDoubtPercent} %), ${hold.copies} copies`,
    ...describeRest(report),
  ].join("\n");
}

function describeRest({ crashPoints, mutants, recovery = [], endless }: Report): string[] {
  const lines = recovery.map(
    ({ killed, ms, targetMs }) =>
      `killed ${killed}: all was told ${ms} ms later, target ${targetMs}`,
  );
  if (endless) {
    const { ends, isSetAside, othersToldWithinMs, violations } = endless;
    lines.push(
      `a report whose reading never ends: ${ends} processes ended, ${isSetAside ? "set aside" : "NOT SET ASIDE"}, the others told within ${othersToldWithinMs} ms, ${violations.length} violations`,
    );
  }
  if (crashPoints) {
    const { tried, reached, violations } = crashPoints;
    lines.push(`crash points: ${tried} tried, ${reached} passed, ${violations.length} violations`);
  }
  if (mutants) {
    lines.push(`mutants: ${mutants.caught} caught, ${mutants.missed} missed`, "");
    lines.push("| mutant | shown by | caught by |", "|---|---|---|");
    for (const { mutant, shownBy, caughtBy } of mutants.table)
      lines.push(`| ${mutant} | ${shownBy} | ${caughtBy.join(", ") || "MISSED"} |`);
  }
  return lines;
}
