import type { Classification } from "../model/classification.ts";
import type { Incident, QuietReason, ToldBy } from "../model/incident.ts";
import { documentText, type Report } from "../model/report.ts";

/** A classified report, ready to be told apart from what is known. */
export interface Telling {
  readonly report: Report;
  readonly classification: Classification;
  readonly headline: string;
  readonly summary: string;
  /** Nobody is to be alerted of it, and why. */
  readonly quiet?: QuietReason | undefined;
}

/** `same` adds a telling of a known event; `update` one that changes what a reader acts on. */
export type Relation = "new" | "copy" | "same" | "update" | "correction" | "retraction";

export interface Related {
  readonly relation: Relation;
  /** The incident's next version. */
  readonly incident: Incident;
}

export function openIncident(telling: Telling): Incident {
  const { report } = telling;
  return {
    ...told(telling),
    // One report opens at most one incident, so a retry finds the id it made before.
    id: `i-${report.id.slice(2)}`,
    version: 1,
    change: "new",
    changes: [],
    retracted: false,
    quiet: telling.quiet,
    toldBy: [tellerOf(report, false)],
    firstReceivedAt: report.receivedAt,
    updatedAt: report.receivedAt,
  };
}

/** What a telling says, where it alone tells the incident. */
export function told({ report, classification, headline, summary }: Telling) {
  return { headline, summary, text: documentText(report), classification };
}

/** A story that everybody repeats keeps this many tellers: every version holds them all. */
export const MOST_TELLERS = 200;

export function nextVersion(
  incident: Incident,
  teller: ToldBy,
  why: Pick<Incident, "change" | "changes">,
): Incident {
  const [first, ...rest] = incident.toldBy;
  return {
    ...incident,
    ...why,
    version: incident.version + 1,
    toldBy: [first, ...rest.slice(0, MOST_TELLERS - 2), teller],
    updatedAt: teller.receivedAt,
  };
}

export function tellerOf(report: Report, copy: boolean): ToldBy {
  const { source, externalId, title, url, publishedAt, receivedAt } = report;
  return { reportId: report.id, source, externalId, title, url, publishedAt, receivedAt, copy };
}

/** The telling that leads comes first. */
export function putFirst(toldBy: Incident["toldBy"], leader: string): Incident["toldBy"] {
  const first = toldBy.find(({ reportId }) => reportId === leader) ?? toldBy[0];
  return [first, ...toldBy.filter((teller) => teller !== first)];
}
