import { fileReport, type FileReportPorts, fileTelling, tellOrBury } from "./file-report.ts";
import type { StartedTogether } from "./inbox-ports.ts";

/**
 * Sorts and files the accepted reports of one job, in order and each by itself: what fails fails alone, and is told of
 * when the rest are done. Those that were never in hand are taken in hand together. One that was before is taken in hand
 * alone, after them: an attempt that then ends this process is surely its own, and a neighbour is blamed once at most.
 */
export function fileReports(ports: FileReportPorts) {
  const fileAlone = fileReport(ports);
  return async (ids: readonly string[]): Promise<void> => {
    const failures: unknown[] = [];
    const collect = (error: unknown): void => void failures.push(error);
    const taken = await ports.inbox.startTogether(ids);
    await fileStarted(ports, taken, collect);
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

/**
 * One is read while the log answers for the one before. They are filed one after another, as copies that came together
 * must join each other, and a correction what it corrects, in place of racing: two reports of one day share terms enough
 * to be looked at as one story.
 */
async function fileStarted(
  ports: FileReportPorts,
  taken: readonly StartedTogether[],
  collect: (error: unknown) => void,
): Promise<void> {
  let filing = Promise.resolve();
  for (const one of taken) {
    if (one.outcome !== "started") continue;
    ports.passSeam("after-start");
    const telling = await tellOrBury(ports, one.report).catch(collect);
    await filing;
    if (telling) filing = fileTelling(ports, telling).catch(collect);
  }
  await filing;
}
