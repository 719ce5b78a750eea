import type { DigestItem } from "../model/digest.ts";
import type { ReaderChoices } from "../model/reader.ts";
import { reachesFloor, severityRank } from "../model/severity.ts";

/** Why a reader gets no mail at all. */
export type Withholding = "unsubscribed" | "paused";

export function withholdingAt(
  { unsubscribed, pausedUntil }: Pick<ReaderChoices, "unsubscribed" | "pausedUntil">,
  now: Temporal.Instant,
): Withholding | undefined {
  if (unsubscribed) return "unsubscribed";
  const isPaused = pausedUntil && Temporal.Instant.compare(now, pausedUntil) < 0;
  return isPaused ? "paused" : undefined;
}

/**
 * What of the items owed a reader wants to hear. A muted story is told again when
 * it is worse than it was when it was muted. That a story was corrected or
 * withdrawn is told in any case: the reader was told it once.
 */
export function chosenItems(
  items: readonly DigestItem[],
  { severity: floor, mutes }: Pick<ReaderChoices, "severity" | "mutes">,
): readonly DigestItem[] {
  return items.filter(({ kind, incident }) => {
    if (kind === "correction" || kind === "retraction") return true;
    const { severity } = incident.classification;
    if (floor !== undefined && !reachesFloor(severity, floor)) return false;
    const muted = mutes.get(incident.id);
    return muted === undefined || severityRank(severity) > severityRank(muted);
  });
}
