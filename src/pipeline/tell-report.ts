import type { Report } from "../model/report.ts";
import type { Telling } from "../relate/next-version.ts";
import { quietReason } from "../relate/old-news.ts";
import type { FileReportPorts } from "./file-report.ts";

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

/** What a report tells. */
export function tell({ read, maxAgeDays }: FileReportPorts, report: Report): Telling {
  const told = read(report);
  return { report, ...told, quiet: quietReason(report, told.classification, maxAgeDays) };
}

export async function bury(
  { inbox, meter }: FileReportPorts,
  id: string,
  reason: string,
  detail: string,
): Promise<void> {
  await inbox.bury(id, reason, detail);
  meter.count("reports_buried", { reason });
}
