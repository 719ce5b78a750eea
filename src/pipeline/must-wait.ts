import type { Report } from "../model/report.ts";
import type { Inbox } from "./inbox-ports.ts";
import type { IncidentLog } from "./log-ports.ts";

/** So many that each wait for the next are followed to see whether the last waits for the first; behind more nobody waits. */
const LONGEST_CHAIN = 100;

/** A retraction may overtake what it retracts; filed alone it would withdraw nothing. */
export async function mustWait(
  { inbox, log }: { readonly inbox: Inbox; readonly log: IncidentLog },
  report: Report,
): Promise<boolean> {
  const referred = referredBy(report);
  if (referred === undefined || (await log.findByExternalId(report.source, referred))) return false;
  const waiting = await inbox.findWaiting(report.source, referred);
  return waiting !== undefined && !(await isWaitedFor(inbox, report, waiting));
}

/** Whether `first`, or what it waits for in turn, waits for the report: nobody would ever go first. */
async function isWaitedFor(inbox: Inbox, report: Report, first: Report): Promise<boolean> {
  const passed = new Set<string>();
  let waiting: Report | undefined = first;
  while (waiting && waiting.id !== report.id) {
    // Others that wait for each other settle it among themselves.
    if (passed.has(waiting.id)) return false;
    if (passed.size === LONGEST_CHAIN) return true;
    passed.add(waiting.id);
    const next = referredBy(waiting);
    waiting = next === undefined ? undefined : await inbox.findWaiting(report.source, next);
  }
  return waiting !== undefined;
}

/** What its source calls the report that it takes back or corrects. */
export function referredBy({ retracts, corrects }: Report): string | undefined {
  return retracts ?? corrects;
}
