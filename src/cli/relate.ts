import { summaryOf } from "../classify/classify.ts";
import { parseRegionCode } from "../model/region.ts";
import type { Report } from "../model/report.ts";
import type { Joining } from "../relate/choose-incident.ts";
import { memoryRelater, type RelatedInMemory } from "../relate/memory-relater.ts";
import { openSorting } from "./open-sorting.ts";
import { readInstant } from "./read-instant.ts";
import { type FiledReport, readReportLines } from "./read-reports.ts";
import type { Terminal } from "./terminal.ts";

/** Reports in time order in, what became of each out; nothing is stored. */
export async function relate(files: readonly string[], terminal: Terminal): Promise<void> {
  const { classify, world } = await openSorting(terminal);
  const relateNext = memoryRelater(world.stories);
  /** What the file calls a report, by what it is called here. */
  const names = new Map<string, string | null>();
  let last = "1970-01-01T00:00:00Z";
  let nth = 0;
  for (const file of files.length === 0 ? ["-"] : files) {
    for await (const filed of readReportLines(file)) {
      nth += 1;
      const dated = datesOf(filed);
      last = dated?.receivedAt ?? last;
      const report = asReport(filed, nth, dated?.publishedAt, last);
      names.set(report.id, filed.id ?? null);
      const classification = classify(report, { sourceCountry: sourceCountryOf(filed) });
      const telling = { report, classification, ...summaryOf(report, classification) };
      const related = relateNext(telling, { undated: dated === undefined });
      terminal.out(JSON.stringify(answer(related, { filed, names })));
    }
  }
}

/** `date` is when a labelled set says it came; without one, when it was published. */
function datesOf(filed: FiledReport) {
  const { date, receivedAt } = filed;
  const received = readInstant(receivedAt) ?? readInstant(date) ?? readInstant(filed.publishedAt);
  const published = filed.publishedAt ?? (typeof date === "string" ? date : undefined);
  return received && { receivedAt: received.toString(), publishedAt: published };
}

function asReport(
  { externalId, title, text, language, retracts, corrects, source }: FiledReport,
  nth: number,
  publishedAt: string | undefined,
  receivedAt: string,
): Report {
  return {
    id: `r-${nth}`,
    // One that does not say is of a source of its own.
    source: source ?? `unknown-${nth}`,
    externalId,
    title,
    text,
    language,
    publishedAt,
    receivedAt,
    retracts,
    corrects,
  };
}

function sourceCountryOf({ sourceCountry }: FiledReport) {
  return typeof sourceCountry === "string" ? parseRegionCode(sourceCountry) : undefined;
}

interface Answering {
  readonly filed: FiledReport;
  readonly names: ReadonlyMap<string, string | null>;
}

function answer({ relation, incident, nearest }: RelatedInMemory, { filed, names }: Answering) {
  const opener = `r-${incident.id.slice(2)}`;
  const { version, change, changes } = incident;
  return {
    id: filed.id ?? null,
    incident: incident.id,
    relation,
    ...(relation !== "new" && { of: names.get(opener) ?? null }),
    version,
    change,
    changes,
    evidence: nearest && evidenceOf(nearest, names),
  };
}

const MOST_CONTRIBUTIONS = 8;

/** Of the incident that it was nearest to, whether or not it was near enough. */
function evidenceOf(nearest: Joining, names: ReadonlyMap<string, string | null>) {
  const { as, incidentId, likest, score, sharedTerms, contributions } = nearest;
  return {
    as,
    incident: incidentId,
    likest: names.get(likest) ?? null,
    score: Number(score.toFixed(3)),
    sharedTerms,
    contributions: Object.fromEntries(
      contributions
        .slice(0, MOST_CONTRIBUTIONS)
        .map(({ name, amount }) => [name, Number(amount.toFixed(2))]),
    ),
  };
}
