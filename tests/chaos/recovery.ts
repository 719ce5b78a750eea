import type { Ledger } from "./ledger.ts";
import { TREE } from "./tree.ts";
import { runCase } from "./try-case.ts";

export interface RecoveryRow {
  /** What was killed, and with what in its hands. */
  readonly killed: string;
  /** Until everything accepted before was told: from the worker's end, or from Redis's first answer. */
  readonly ms: number;
  readonly targetMs: number;
}

const WORKER_TARGET_MS = 10_000;
const REDIS_TARGET_MS = 5_000;
/** A worker with a report, a report just filed, a delivery, a digest just sealed, a mail in hand. */
const IN_HAND = [
  "after-start#2",
  "after-file#2",
  // The first claim is the look at everyone that a start takes.
  "after-claim#3",
  "after-seal#2",
  "after-lease#2",
] as const;

/** How long what a killed process held is delayed, where another of its kind is running. */
export async function measureRecovery(): Promise<readonly RecoveryRow[]> {
  const rows: RecoveryRow[] = [];
  const note = (row: RecoveryRow): void => {
    rows.push(row);
    console.error(`${row.killed}: all was told ${row.ms} ms later (target ${row.targetMs})`);
  };
  for (const seam of IN_HAND) {
    const ledger = await runCase({ tree: TREE, processes: 2, crashAt: seam });
    const ended = ledger.end.crashedAt;
    if (ended !== undefined)
      note({
        killed: `a worker ${seam}`,
        ms: toldBy(ledger, ended) - ended,
        targetMs: WORKER_TARGET_MS,
      });
  }
  const ledger = await runCase({
    tree: TREE,
    processes: 2,
    faults: [{ at: 1_200, fault: { does: "kill-redis", ms: 1_000 } }],
  });
  const answers = ledger.faults.find(({ name }) => name === "kill-redis")?.over;
  if (answers !== undefined)
    note({ killed: "Redis", ms: toldBy(ledger, answers) - answers, targetMs: REDIS_TARGET_MS });
  return rows;
}

/** When the last of what had been accepted by then was told to those who want it at once. */
function toldBy({ posts, mails }: Ledger, moment: number): number {
  const firstTold = (to: string, reference: string) =>
    Math.min(
      ...mails
        .filter((mail) => mail.to === to && mail.items.some((item) => item.reference === reference))
        .map(({ at }) => at),
    );
  return Math.max(
    moment,
    ...posts
      .filter(({ kind, sentAt }) => kind === "report" && sentAt <= moment)
      .flatMap(({ event, expectedBy }) =>
        expectedBy
          .filter((to) => to.startsWith("desk-"))
          .map((to) => firstTold(to, event.reference)),
      ),
  );
}
