import type { Classifier } from "../classify/classify.ts";
import type { Gazetteer } from "../classify/place/gazetteer.ts";
import { resolveSpans } from "../classify/place/resolve-spans.ts";
import { readDocument } from "../classify/text/document.ts";
import type { Classification } from "../model/classification.ts";
import { parseRegionCode, type RegionCode } from "../model/region.ts";
import { describeClassification } from "./describe-classification.ts";
import { openSorting } from "./open-sorting.ts";
import { type FiledReport, readReportLines, readReports } from "./read-reports.ts";
import type { Terminal } from "./terminal.ts";

interface ClassifyOptions {
  readonly jsonl?: boolean;
  readonly json?: boolean;
}

export async function classify(
  files: readonly string[],
  options: ClassifyOptions,
  terminal: Terminal,
): Promise<void> {
  const { classify: sort, world } = await openSorting(terminal);
  const inputs = files.length === 0 ? ["-"] : files;
  if (options.jsonl) {
    for (const file of inputs) {
      for await (const report of readReportLines(file)) {
        const found = { ...classified(sort, report), ...placesAsked(report, world.gazetteer) };
        terminal.out(JSON.stringify({ id: report.id ?? null, ...found }));
      }
    }
    return;
  }
  for (const file of inputs) {
    for (const report of await readReports(file)) {
      const classification = classified(sort, report);
      const id = report.id ?? report.externalId ?? file;
      if (options.json) terminal.out(JSON.stringify({ id, ...classification }, null, 2));
      else terminal.out(describeClassification(id, report, classification));
    }
  }
}

function classified(sort: Classifier, report: FiledReport): Classification {
  return sort(report, { sourceCountry: sourceCountryOf(report) });
}

/** With `spans`, just these are read as places, in their order. */
function placesAsked(
  report: FiledReport,
  gazetteer: Gazetteer,
): Partial<Pick<Classification, "places">> {
  const { spans, title, text } = report;
  if (spans === undefined) return {};
  const document = readDocument(title, text);
  const sourceCountry = sourceCountryOf(report);
  return { places: resolveSpans({ document, gazetteer, spans, sourceCountry }) };
}

function sourceCountryOf({ sourceCountry }: FiledReport): RegionCode | undefined {
  return typeof sourceCountry === "string" ? parseRegionCode(sourceCountry) : undefined;
}
