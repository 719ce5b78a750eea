import type { Classification } from "../model/classification.ts";
import type { Report } from "../model/report.ts";
import type { StoryModel } from "../relate/story-model.ts";
import { filingTogether } from "./file-together.ts";
import type { Inbox } from "./inbox-ports.ts";
import type { IncidentLog } from "./log-ports.ts";
import type { Meter, PassSeam, Progress, StepLogger } from "./ports.ts";
import { bury, tellOrBury } from "./tell-report.ts";

/** The classify stage, compiled: what a report tells. */
export type ReadReport = (report: Report) => {
  readonly classification: Classification;
  readonly headline: string;
  readonly summary: string;
};

export interface FileReportPorts {
  readonly inbox: Inbox;
  readonly log: IncidentLog;
  readonly meter: Meter;
  readonly progress: Progress;
  readonly logger: StepLogger;
  readonly passSeam: PassSeam;
  readonly read: ReadReport;
  readonly stories: StoryModel;
  /** Of an event that is told anew, in days; 0: no limit. */
  readonly maxAgeDays: number;
  /** Whether what was thrown says that a store cannot be used now, and nothing of the report. */
  readonly isOutage: (error: unknown) => boolean;
  /** Hears of each report that was filed, while others of its batch still wait to be. */
  readonly noteFiled: () => void;
}

/** A report that was in hand this often when its worker died or failed is set aside. */
const MAX_ATTEMPTS = 8;

/**
 * Sorts one accepted report and files it. Doing it again, or twice at once,
 * files it once: the log knows the report, and the incident's version is the fence.
 */
export function fileReport(ports: FileReportPorts, fileTogether = filingTogether(ports)) {
  const { inbox, passSeam } = ports;
  return async (id: string): Promise<void> => {
    const started = await inbox.start(id);
    if (!started) return;
    passSeam("after-start");
    if (started.attempt > MAX_ATTEMPTS) {
      const detail = `in hand ${MAX_ATTEMPTS} times: each time its worker died, hung or failed`;
      return bury(ports, id, "too-many-attempts", detail);
    }
    const telling = await tellOrBury(ports, started.report);
    const [failure] = telling ? await fileTogether([telling]) : [];
    if (failure) throw failure;
  };
}
