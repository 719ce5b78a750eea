import { findViolations, type Violation } from "./invariants.ts";
import type { Ledger } from "./ledger.ts";
import { growMutant } from "./mutant-tree.ts";
import { TREE } from "./tree.ts";
import { caseErrands, runCase } from "./try-case.ts";
import type { Event } from "./world.ts";

export interface EndlessReport {
  /** How often the watchdog ended a process that had it in hand. */
  readonly ends: number;
  readonly isSetAside: boolean;
  /** Until the last of the others was told to all who want it at once, from its receipt. */
  readonly othersToldWithinMs: number;
  readonly violations: readonly Violation[];
}

const MOST_ENDS = 8;

/** Reading it never ends; the watchdog waits two seconds in place of thirty, as it is to bite eight times. */
const ENDLESS = {
  name: "a report whose reading never ends",
  edits: [
    {
      file: "src/roles/ingest.ts",
      replace: "read: (report) => knowledge.current().read(report),",
      by: `read: (report) => {
      while (report.text.includes("without end"));
      return knowledge.current().read(report);
    },`,
    },
    {
      file: "src/roles/ingest.ts",
      replace: "const STANDSTILL_MS = 30_000;",
      by: "const STANDSTILL_MS = 2_000;",
    },
  ],
};

const EVENT: Event = {
  reference: "Qwwwwww",
  country: "",
  category: "",
  isSevere: false,
  atHarbour: false,
  text: "A report without end, reference Qwwwwww.",
};

/** Its process is ended a few times, it is set aside, and whatever came with it and after it is told. */
export async function tryEndlessReport(): Promise<EndlessReport> {
  using grown = growMutant(TREE, ENDLESS);
  const errands = caseErrands();
  const [first] = errands;
  if (!first) throw new Error("no errands");
  const ledger = await runCase({
    tree: grown.dir,
    processes: 2,
    errands: [{ ...first, event: EVENT, isRepeated: false }, ...errands],
    quietWithinMs: 240_000,
  });
  const poison = ledger.posts.find(({ event }) => event === EVENT)?.ids[0] ?? "";
  return {
    ends: ledger.end.surprises.length,
    isSetAside: ledger.end.buriedReports.includes(poison),
    othersToldWithinMs: longestWait(ledger),
    violations: findViolations(ledger).filter(
      ({ invariant }) => invariant !== "noSurprises" && invariant !== "prompt",
    ),
  };
}

export function isHeld({ ends, isSetAside, violations }: EndlessReport): boolean {
  return isSetAside && ends <= MOST_ENDS && violations.length === 0;
}

function longestWait({ posts, mails }: Ledger): number {
  const waits = posts
    .filter(({ kind }) => kind === "report")
    .flatMap(({ event, expectedBy, answeredAt }) =>
      expectedBy
        .filter((to) => to.startsWith("desk-"))
        .map((to) => {
          const told = mails.filter(
            (mail) =>
              mail.to === to && mail.items.some(({ reference }) => reference === event.reference),
          );
          return Math.min(...told.map(({ at }) => at)) - answeredAt;
        }),
    );
  return Math.max(...waits);
}
