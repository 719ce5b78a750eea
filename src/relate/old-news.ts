import type { Classification } from "../model/classification.ts";
import type { QuietReason } from "../model/incident.ts";
import type { Report } from "../model/report.ts";

const DAY_MS = 86_400_000;

/**
 * Why nobody is alerted of what a report tells: its sender files the past, or the
 * event lies further back than `maxAgeDays` (0: no limit). Event time against
 * received time: the day the text says, or else when it was published.
 */
export function quietReason(
  report: Pick<Report, "backfill" | "publishedAt" | "receivedAt">,
  { occurredOn, occurredPrecision }: Pick<Classification, "occurredOn" | "occurredPrecision">,
  maxAgeDays: number,
): QuietReason | undefined {
  if (report.backfill === true) return "backfill";
  const eventTime = (occurredPrecision === "day" ? occurredOn : undefined) ?? report.publishedAt;
  if (maxAgeDays === 0 || eventTime === undefined) return undefined;
  const ageMs = Date.parse(report.receivedAt) - Date.parse(eventTime);
  return ageMs > maxAgeDays * DAY_MS ? "old-news" : undefined;
}
