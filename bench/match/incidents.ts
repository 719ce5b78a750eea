import type { Classifier } from "../../src/classify/classify.ts";
import type { Classification } from "../../src/model/classification.ts";
import type { Incident } from "../../src/model/incident.ts";
import { severityRank } from "../../src/model/severity.ts";
import { demoReports } from "../frame/demo-reports.ts";
import { pick, seeded, several } from "./chance.ts";

const TEXT_LENGTH = 4096;

/**
 * Incidents as several reports make them: one to three of the demo's reports,
 * classified by the classifier, their places and threats together, the worst
 * severity; and 4 KB of the demo's texts.
 */
export function incidents(count: number, classify: Classifier): readonly Incident[] {
  const reports = demoReports().map((report) => ({ report, classification: classify(report) }));
  const relevant = reports.filter(({ classification }) => classification.relevant);
  const chance = seeded(2);
  return Array.from({ length: count }, (_, at) => {
    const told = several(1, 3, chance, () => pick(relevant, chance));
    let text = told.map(({ report }) => `${report.title}\n\n${report.text}`).join("\n\n");
    while (text.length < TEXT_LENGTH) text += `\n\n${pick(reports, chance).report.text}`;
    return incident(
      `i${at}`,
      text.slice(0, TEXT_LENGTH),
      merge(told.map((one) => one.classification)),
    );
  });
}

function merge(all: readonly Classification[]): Classification {
  const [leading] = all.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  if (!leading) throw new RangeError("an incident is told by one report at least");
  const threats = new Map(all.flatMap((one) => one.threats).map((threat) => [threat.type, threat]));
  return {
    ...leading,
    places: all.flatMap(({ places }) => places),
    regions: [...new Set(all.flatMap(({ regions }) => regions))],
    threats: [...threats.values()],
  };
}

function incident(id: string, text: string, classification: Classification): Incident {
  const at = "2026-01-01T00:00:00Z";
  return {
    id,
    version: 1,
    change: "new",
    changes: [],
    retracted: false,
    headline: id,
    summary: id,
    text,
    toldBy: [{ reportId: id, source: "wire", receivedAt: at, copy: false }],
    classification,
    firstReceivedAt: at,
    updatedAt: at,
  };
}
