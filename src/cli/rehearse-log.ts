import type { LoggedIncident } from "../digest/compose-digest.ts";
import type { Report } from "../model/report.ts";
import type { ReadReport } from "../pipeline/file-report.ts";
import { memoryRelater } from "../relate/memory-relater.ts";
import { quietReason } from "../relate/old-news.ts";
import type { StoryModel } from "../relate/story-model.ts";
import { readInstant } from "./read-instant.ts";
import type { FiledReport } from "./read-reports.ts";

export interface Window {
  readonly from: Temporal.Instant;
  /** Exclusive. */
  readonly to: Temporal.Instant;
}

/** How reports are sorted and told apart. */
export interface Sorting {
  readonly read: ReadReport;
  readonly stories: StoryModel;
  readonly maxAgeDays: number;
}

/**
 * The window's part of the incident log, had these reports been received when
 * they say: copies and stories joined, retractions and corrections followed.
 */
export function rehearseLog(
  reports: readonly FiledReport[],
  window: Window,
  { read, stories, maxAgeDays }: Sorting,
): readonly LoggedIncident[] {
  const relate = memoryRelater(stories);
  return reports
    .map((filed, i) => asReceived(filed, i, window))
    .toSorted((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt))
    .map((report, i) => {
      const told = read(report);
      const quiet = quietReason(report, told.classification, maxAgeDays);
      return { position: `${i}-0`, incident: relate({ report, ...told, quiet }).incident };
    })
    .filter(({ incident }) => lies(incident.updatedAt, window));
}

function lies(instant: string, { from, to }: Window): boolean {
  return Temporal.Instant.compare(instant, from) >= 0 && Temporal.Instant.compare(instant, to) < 0;
}

/** Without a source of its own a report comes from the source `file`. */
function asReceived(filed: FiledReport, nth: number, window: Window): Report {
  const { id: _, source = "file", ...rest } = filed;
  const receivedAt = (
    readInstant(filed["receivedAt"]) ??
    readInstant(filed.publishedAt) ??
    // Whatever the window, the last to come.
    window.to.subtract({ seconds: 1 })
  ).toString();
  return { ...rest, source, id: `r-${nth + 1}`, receivedAt };
}
