import type { OwedItem } from "../digest/compose-digest.ts";
import type { LeftOut } from "../model/digest.ts";
import { type Severity, worse } from "../model/severity.ts";

/**
 * News in one mail, ten times as many as are told there by name: what is held at once for one reader must not grow with what
 * comes in.
 */
export const MOST_NEWS = 1_000;

/** What goes untold of one window, and is counted. What a reader was told before is never left out. */
export function leavingOut(reach: Temporal.Instant | undefined) {
  const skipped = new Set<string>();
  const beyond = new Map<string, Severity>();
  let withdrawn = 0;
  // The log's clock goes by milliseconds, and numbers are compared much sooner than instants.
  const reachMs = reach?.epochMilliseconds ?? -Infinity;
  const isWithin = (one: OwedItem): boolean => {
    if (one.lastLogged.epochMilliseconds >= reachMs) return true;
    skipped.add(one.latest.id);
    return false;
  };
  return {
    /** `owed`: the worst first. */
    within(owed: readonly OwedItem[]): readonly OwedItem[] {
      const reached = owed.filter((one) => one.item.kind !== "new" || isWithin(one));
      const news = reached.filter(({ item }) => item.kind === "new");
      const milder = new Set(news.slice(MOST_NEWS));
      for (const { latest } of milder) beyond.set(latest.id, latest.classification.severity);
      return reached.filter((one) => !milder.has(one));
    },
    /** By a later version it is judged anew. */
    lookAgain(incidentId: string): void {
      skipped.delete(incidentId);
      beyond.delete(incidentId);
    },
    withdraw(count: number): void {
      withdrawn += count;
    },
    sum(): Omit<LeftOut, "folded"> {
      return {
        withdrawn,
        ...(reach &&
          skipped.size > 0 && { skipped: { count: skipped.size, before: reach.toString() } }),
        ...(beyond.size > 0 && {
          beyond: { count: beyond.size, severity: [...beyond.values()].reduce(worse) },
        }),
      };
    },
  };
}
