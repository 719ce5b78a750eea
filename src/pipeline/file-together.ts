import type { Incident } from "../model/incident.ts";
import { fingerprintOf } from "../relate/fingerprint.ts";
import type { Relation, Telling } from "../relate/next-version.ts";
import { relateReport } from "../relate/relate-report.ts";
import { sketchOf } from "../relate/sketch.ts";
import type { StoryModel } from "../relate/story-model.ts";
import type { FileReportPorts } from "./file-report.ts";
import {
  type LookOut,
  openLookOut,
  type Outlook,
  type Prepared,
  spanOfReport,
} from "./find-known.ts";
import type { FiledReport } from "./inbox-ports.ts";
import type { Filing } from "./log-ports.ts";
import { mustWait, referredBy } from "./must-wait.ts";
import { tell } from "./tell-report.ts";

/** Lost races to other workers before giving the report back to the queue. */
const MAX_RACES = 100;

/** Resolves to why those failed that did. */
export type FileTogether = (tellings: readonly Telling[]) => Promise<readonly Error[]>;

/**
 * Relates what reports tell to what is known and to each other, in their order, and files them.
 * Each two of them are what `mayBeTogether` allows. An outage of the log is no fault of a report: however long it
 * lasts, nothing is set aside for it.
 */
export function filingTogether(ports: FileReportPorts): FileTogether {
  const { inbox, logger } = ports;
  const lookOut = openLookOut(ports.log, ports.stories);
  const isHarmless = (error: unknown) => ports.isOutage(error) || error instanceof HarmlessEnd;
  // Where it cannot be given back the attempt counts: the inbox may be out as well.
  const giveBack = ({ report: { id } }: Telling) =>
    inbox.giveBack(id).catch((err: unknown) => logger.warn({ err, reportId: id }, NOT_BACK));
  const fileAll: FileTogether = async (tellings) => {
    const settled = new Set<string>();
    try {
      await relateAndFile(ports, lookOut, tellings, settled);
      return [];
    } catch (error) {
      const left = tellings.filter(({ report }) => !settled.has(report.id));
      if (isHarmless(error)) await Promise.all(left.map(giveBack));
      else if (tellings.length > 1) return fileEach(left);
      const failure = error instanceof Error ? error : new Error(String(error));
      return left.map(() => failure);
    }
  };
  /** What failed together fails alone, or not at all. */
  const fileEach: FileTogether = async (tellings) => {
    const failures: Error[] = [];
    for (const telling of tellings) failures.push(...(await fileAll([telling])));
    return failures;
  };
  return fileAll;
}

/** Of one span of the index; and what takes back or corrects another needs that one in the log. */
export function mayBeTogether(one: Telling, other: Telling): boolean {
  return (
    ![one, other].some(({ report }) => referredBy(report) !== undefined) &&
    spanOfReport(one) === spanOfReport(other)
  );
}

const NOT_BACK = "an attempt that ended without harm could not be given back";

/** An attempt that says nothing against its report. */
class HarmlessEnd extends Error {
  override name = "HarmlessEnd";
}

async function relateAndFile(
  ports: FileReportPorts,
  lookOut: LookOut,
  tellings: readonly Telling[],
  settled: Set<string>,
): Promise<void> {
  const [first] = tellings;
  if (first && (await mustWait(ports, first.report)))
    throw new HarmlessEnd(`report ${first.report.id} waits for the one it refers to`);
  let left = tellings.map((telling) => prepare(telling, ports.stories));
  for (let race = 0; race < MAX_RACES && left.length > 0; race += 1) {
    const filed = await fileInOrder(ports, lookOut, left);
    for (const _ of filed) ports.passSeam("after-file");
    if (filed.length > 0) await ports.inbox.settle(filed);
    for (const [i, related] of filed.entries()) {
      settled.add(related.reportId);
      sayFiled(ports, related, left[i]?.telling);
    }
    left = left.slice(filed.length);
  }
  if (left.length === 0) return;
  throw new HarmlessEnd(`${left.length} reports lost ${MAX_RACES} races to be filed`);
}

function prepare(telling: Telling, { vocabulary }: StoryModel): Prepared {
  const { report } = telling;
  return { telling, fingerprint: fingerprintOf(report), sketch: sketchOf(telling, vocabulary) };
}

interface Related extends FiledReport {
  readonly relation: Relation | "already";
}

/** Decides one after another, each as if those before it were filed, and files them at one stroke: as far as that went. */
async function fileInOrder(
  ports: FileReportPorts,
  lookOut: LookOut,
  some: readonly Prepared[],
): Promise<readonly Related[]> {
  const outlook = await lookOut(some);
  const relations: Relation[] = [];
  const filings: Filing[] = [];
  for (const one of some) {
    const { filing, relation } = await decide(ports, outlook, one);
    outlook.note(filing);
    filings.push(filing);
    relations.push(relation);
  }
  const outcomes = await ports.log.file(filings);
  return filings.flatMap(({ report, incident }, i): Related[] => {
    const filed = outcomes[i];
    const reportId = report.id;
    if (filed?.outcome === "already")
      return [{ reportId, incidentId: filed.incidentId, relation: "already" }];
    return filed?.outcome === "filed"
      ? [{ reportId, incidentId: incident.id, relation: relations[i] ?? "new" }]
      : [];
  });
}

async function decide(ports: FileReportPorts, outlook: Outlook, one: Prepared) {
  const { telling, fingerprint } = one;
  const { known, seen, index } = await outlook.find(one);
  const tellings = known.refersTo && (await tellAgain(ports, known.refersTo));
  const { relation, incident } = relateReport(telling, { ...known, tellings });
  // A notice that takes something back tells no event that others could be compared with.
  const indexed = relation === "retraction" ? undefined : index;
  const filing: Filing = { report: telling.report, incident, fingerprint, seen, telling: indexed };
  return { filing, relation };
}

function sayFiled(
  { meter, progress, logger, passSeam, noteFiled }: FileReportPorts,
  { reportId, incidentId, relation }: Related,
  telling: Telling | undefined,
): void {
  passSeam("after-settle");
  meter.count("reports_filed", { relation });
  progress.prove("file");
  noteFiled();
  const { quiet, classification } = telling ?? {};
  const relevant = classification?.relevant;
  logger.info({ reportId, incidentId, relation, relevant, quiet }, "report filed");
}

/** What an incident's reports tell, read once more: what one of them said is to be taken out. */
async function tellAgain(ports: FileReportPorts, { toldBy }: Incident): Promise<Telling[]> {
  const kept = await ports.inbox.read(toldBy.map(({ reportId }) => reportId));
  return kept.map((report) => tell(ports, report));
}
