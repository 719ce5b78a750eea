import type { Classification } from "../model/classification.ts";
import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";
import { fingerprintOf } from "../relate/fingerprint.ts";
import type { Relation, Telling } from "../relate/next-version.ts";
import { quietReason } from "../relate/old-news.ts";
import { relateReport } from "../relate/relate-report.ts";
import { sketchOf } from "../relate/sketch.ts";
import type { StoryModel } from "../relate/story-model.ts";
import { findKnown, type Prepared } from "./find-known.ts";
import type { Inbox } from "./inbox-ports.ts";
import type { IncidentLog } from "./log-ports.ts";
import type { Meter, PassSeam, Progress, StepLogger } from "./ports.ts";

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
/** So many that each wait for the next are followed to see whether the last waits for the first; behind more nobody waits. */
const LONGEST_CHAIN = 100;
/** Lost races to other workers before giving the report back to the queue. */
const MAX_RACES = 100;

/**
 * Sorts one accepted report and files it. Doing it again, or twice at once,
 * files it once: the log knows the report, and the incident's version is the fence.
 */
export function fileReport(ports: FileReportPorts) {
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
    if (telling) await fileTelling(ports, telling);
  };
}

/** What a report tells; one that cannot be read is set aside. */
export async function tellOrBury(
  ports: FileReportPorts,
  report: Report,
): Promise<Telling | undefined> {
  let telling: Telling;
  try {
    telling = tell(ports, report);
  } catch (error) {
    ports.logger.error({ err: error, reportId: report.id }, "a report could not be classified");
    await bury(ports, report.id, "unclassifiable", String(error));
    return undefined;
  }
  ports.passSeam("after-classify");
  return telling;
}

/**
 * Relates what a report tells to what is known, and files it. An outage of the log is no fault of the report: however
 * long it lasts, nothing is set aside for it.
 */
export async function fileTelling(ports: FileReportPorts, telling: Telling): Promise<void> {
  const { inbox, logger, isOutage } = ports;
  const { id } = telling.report;
  try {
    await relateAndFile(ports, telling);
  } catch (error) {
    // Where it cannot be given back the attempt counts: the inbox may be out as well.
    if (isOutage(error) || error instanceof HarmlessEnd)
      await inbox
        .giveBack(id)
        .catch((err: unknown) => logger.warn({ err, reportId: id }, NOT_BACK));
    throw error;
  }
}

const NOT_BACK = "an attempt that ended without harm could not be given back";

/** An attempt that says nothing against its report. */
class HarmlessEnd extends Error {
  override name = "HarmlessEnd";
}

async function relateAndFile(ports: FileReportPorts, telling: Telling): Promise<void> {
  const { inbox, meter, progress, logger, passSeam } = ports;
  const { report, quiet } = telling;
  if (await mustWait(ports, report))
    throw new HarmlessEnd(`report ${report.id} waits for the one it refers to`);
  const filed = await file(ports, telling);
  if (!filed) throw new HarmlessEnd(`report ${report.id} lost ${MAX_RACES} races for its incident`);
  const { incidentId, relation } = filed;
  passSeam("after-file");
  await inbox.settle(report.id, incidentId);
  passSeam("after-settle");
  meter.count("reports_filed", { relation });
  progress.prove("file");
  ports.noteFiled();
  const { relevant } = telling.classification;
  logger.info({ reportId: report.id, incidentId, relation, relevant, quiet }, "report filed");
}

function tell({ read, maxAgeDays }: FileReportPorts, report: Report): Telling {
  const told = read(report);
  return { report, ...told, quiet: quietReason(report, told.classification, maxAgeDays) };
}

async function bury(
  { inbox, meter }: FileReportPorts,
  id: string,
  reason: string,
  detail: string,
): Promise<void> {
  await inbox.bury(id, reason, detail);
  meter.count("reports_buried", { reason });
}

/** A retraction may overtake what it retracts; filed alone it would withdraw nothing. */
async function mustWait({ inbox, log }: FileReportPorts, report: Report): Promise<boolean> {
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

function referredBy({ retracts, corrects }: Report): string | undefined {
  return retracts ?? corrects;
}

/** Undefined: every race was lost. */
async function file(
  ports: FileReportPorts,
  telling: Telling,
): Promise<{ incidentId: string; relation: Relation | "already" } | undefined> {
  const { log, stories } = ports;
  const { report } = telling;
  const prepared: Prepared = {
    telling,
    fingerprint: fingerprintOf(report),
    sketch: sketchOf(telling, stories.vocabulary),
  };
  for (let race = 0; race < MAX_RACES; race += 1) {
    const { known, seen, index } = await findKnown(log, prepared, stories);
    const tellings = known.refersTo && (await tellAgain(ports, known.refersTo));
    const { relation, incident } = relateReport(telling, { ...known, tellings });
    const { fingerprint } = prepared;
    // A notice that takes something back tells no event that others could be compared with.
    const indexed = relation === "retraction" ? undefined : index;
    const filed = await log.file({ report, incident, fingerprint, seen, telling: indexed });
    if (filed.outcome === "already") return { incidentId: filed.incidentId, relation: "already" };
    if (filed.outcome === "filed") return { incidentId: incident.id, relation };
  }
  return undefined;
}

/** What an incident's reports tell, read once more: what one of them said is to be taken out. */
async function tellAgain(ports: FileReportPorts, { toldBy }: Incident): Promise<Telling[]> {
  const kept = await ports.inbox.read(toldBy.map(({ reportId }) => reportId));
  return kept.map((report) => tell(ports, report));
}
