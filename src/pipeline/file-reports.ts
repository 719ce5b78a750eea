import type { Telling } from "../relate/next-version.ts";
import { fileReport, type FileReportPorts } from "./file-report.ts";
import { type FileTogether, filingTogether, mayBeTogether } from "./file-together.ts";
import { nextTurn } from "./giving-way.ts";
import type { StartedTogether } from "./inbox-ports.ts";
import { tellOrBury } from "./tell-report.ts";

/** So many at most are in doubt when a worker ends with them. */
const IN_HAND = 64;

/**
 * Sorts and files the accepted reports of one job, in order and each by itself: what fails fails alone, and is told of
 * when the rest are done. Those that were never in hand are taken in hand together. One that was before is taken in hand
 * alone, after them: an attempt that then ends this process is surely its own, and a neighbour is blamed once at most.
 */
export function fileReports(ports: FileReportPorts) {
  const fileTogether = filingTogether(ports);
  const fileAlone = fileReport(ports, fileTogether);
  return async (ids: readonly string[]): Promise<void> => {
    const failures: unknown[] = [];
    const collect = (error: unknown): void => void failures.push(error);
    const taken: StartedTogether[] = [];
    for (let i = 0; i < ids.length; i += IN_HAND) {
      const part = await ports.inbox.startTogether(ids.slice(i, i + IN_HAND));
      await fileStarted(ports, fileTogether, part, collect);
      taken.push(...part);
    }
    for (const id of onesAlone(ids, taken)) await fileAlone(id).catch(collect);
    if (failures.length > 0) {
      const message = `${failures.length} of ${ids.length} reports were not filed`;
      throw new AggregateError(failures, message);
    }
  };
}

/** The least tried first, so that one that ends worker after worker does not hold up the others. */
function onesAlone(ids: readonly string[], taken: readonly StartedTogether[]): readonly string[] {
  return ids
    .flatMap((id, i) => {
      const one = taken[i];
      return one?.outcome === "alone" ? [{ id, attempts: one.attempts }] : [];
    })
    .toSorted((a, b) => a.attempts - b.attempts)
    .map(({ id }) => id);
}

/** Looked up and filed together: so many share their round trips, and the first of them waits while so many are read. */
const TOGETHER = 8;

/**
 * Some are read while the log answers for those before. What is filed together is related in order, so that copies that
 * came together join each other, and a correction what it corrects: two reports of one day share terms enough to be looked
 * at as one story.
 */
async function fileStarted(
  ports: FileReportPorts,
  fileTogether: FileTogether,
  taken: readonly StartedTogether[],
  collect: (error: unknown) => void,
): Promise<void> {
  let filing = Promise.resolve();
  let ready: Telling[] = [];
  const fileReady = async (): Promise<void> => {
    const tellings = ready;
    ready = [];
    await filing;
    filing = fileTogether(tellings).then((failures) => failures.forEach(collect));
  };
  for (const one of taken) {
    if (one.outcome !== "started") continue;
    ports.passSeam("after-start");
    const telling = await tellOrBury(ports, one.report).catch(collect);
    if (!telling) continue;
    const [first] = ready;
    if (first && !mayBeTogether(first, telling)) await fileReady();
    if (ready.push(telling) >= TOGETHER) await fileReady();
    // What is under way goes on between two that are read.
    await nextTurn();
  }
  await fileReady();
  await filing;
}
