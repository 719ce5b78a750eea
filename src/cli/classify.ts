import type { Classifier } from "../classify/classify.ts";
import type { Gazetteer } from "../classify/place/gazetteer.ts";
import { resolveSpans } from "../classify/place/resolve-spans.ts";
import { readDocument } from "../classify/text/document.ts";
import type { Classification, Evidence } from "../model/classification.ts";
import { parseRegionCode, type RegionCode } from "../model/region.ts";
import { documentText, type ReportText } from "../model/report.ts";
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
      else terminal.out(describe(id, report, classification));
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

/** What a person reads: each finding with the words that say it. */
function describe(id: string, report: ReportText, found: Classification): string {
  const document = documentText(report);
  const event = found.places.filter(({ role }) => role === "event");
  const mentioned = found.places.filter(({ role }) => role === "mentioned");
  const lines = [
    `${id}: ${found.relevant ? "relevant" : "not relevant"} (${found.relevance.toFixed(2)}), language ${found.language ?? "unknown"}`,
    `  where     ${found.regions.join(", ") || "not said"}`,
    ...event.map((place) => `            ${describePlace(place)}  ${excerpt(document, place)}`),
    ...found.threats.map(
      ({ type, score, primary }) =>
        `  ${primary ? "what     " : "also     "} ${type} (${score.toFixed(2)})`,
    ),
    ...found.threats.flatMap(({ type, evidence }) =>
      evidence.map((one) => `            ${type}: ${describeEvidence(document, one)}`),
    ),
    `  how bad   ${found.severity}: ${found.severityReason}`,
    ...found.casualtyDetail.map(
      ({ kind, min, max, evidence }) =>
        `  ${kind.padEnd(9)} ${max === null ? `at least ${min}` : max === min ? min : `${min} to ${max}`}  ${describeEvidence(document, evidence)}`,
    ),
    ...found.actors.map(
      (actor) =>
        `  who       ${actor.name}${actor.lists.length > 0 ? ` (${actor.lists.join(", ")})` : ""}  ${excerpt(document, actor)}`,
    ),
    `  when      ${found.occurredOn ?? "not said"}`,
    `  mentioned ${unique(mentioned.map(({ name, country }) => `${name}${country === null ? "" : ` (${country})`}`)).join(", ") || "nowhere else"}`,
  ];
  return `${lines.join("\n")}\n`;
}

function describePlace({
  name,
  canonical,
  kind,
  lat,
  lon,
  uncertaintyKm,
  rule,
  confidence,
}: Classification["places"][number]): string {
  const point = lat === null || lon === null ? "" : ` ${lat.toFixed(2)}, ${lon.toFixed(2)}`;
  const around = uncertaintyKm === undefined ? "" : ` ± ${Math.round(uncertaintyKm)} km`;
  const known = canonical === name ? "" : ` = ${canonical}`;
  return `${name}${known}, ${kind}${point}${around}, by ${rule} (${confidence.toFixed(2)})`;
}

function describeEvidence(document: string, evidence: Evidence): string {
  return `${excerpt(document, evidence)}${evidence.rule === undefined ? "" : ` [${evidence.rule}]`}`;
}

const AROUND = 24;

/** The words in their place: `… up using an »explosive belt«, authorities …` */
function excerpt(
  document: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(document.length, end + AROUND);
  const text = `${document.slice(from, start)}»${document.slice(start, end)}«${document.slice(end, to)}`;
  return `${from > 0 ? "…" : ""}${text.replaceAll(/\s+/g, " ")}${to < document.length ? "…" : ""}`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
