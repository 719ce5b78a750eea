import type { LoggedIncident } from "../digest/compose-digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";
import type { ReadReport } from "../pipeline/file-report.ts";
import { fingerprintOf } from "../relate/fingerprint.ts";
import { relateReport } from "../relate/relate-report.ts";
import type { FiledReport } from "./read-reports.ts";

export interface Window {
  readonly from: Temporal.Instant;
  /** Exclusive. */
  readonly to: Temporal.Instant;
}

/**
 * The window's part of the incident log, had these reports been received when
 * they say: copies joined while a copy counts as one, retractions and
 * corrections followed within their source.
 */
export function rehearseLog(
  reports: readonly FiledReport[],
  window: Window,
  read: ReadReport,
): readonly LoggedIncident[] {
  const relate = relater(read);
  return reports
    .map((filed, i) => asReceived(filed, i, window))
    .toSorted((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt))
    .map((report, i) => ({ position: `${i}-0`, incident: relate(report) }))
    .filter(({ incident }) => lies(incident.updatedAt, window));
}

function lies(instant: string, { from, to }: Window): boolean {
  return Temporal.Instant.compare(instant, from) >= 0 && Temporal.Instant.compare(instant, to) < 0;
}

/** Without a source of its own a report comes from the source `file`. */
function asReceived(filed: FiledReport, nth: number, window: Window): Report {
  const { id: _, source = "file", ...rest } = filed;
  const receivedAt = (
    readInstant(filed["receivedAt"]) ??
    readInstant(filed.publishedAt) ??
    // Whatever the window, the last to come.
    window.to.subtract({ seconds: 1 })
  ).toString();
  return { ...rest, source, id: `r-${nth + 1}`, receivedAt };
}

/** An instant or a day, which begins in UTC. */
function readInstant(value: unknown): Temporal.Instant | undefined {
  if (typeof value !== "string") return undefined;
  for (const text of [value, `${value.slice(0, 10)}T00:00:00Z`]) {
    try {
      return Temporal.Instant.from(text);
    } catch {
      continue;
    }
  }
  return undefined;
}

interface Fingerprinted {
  readonly id: string;
  readonly until: Temporal.Instant;
}

/** Takes reports in the order of their receipt. */
function relater(read: ReadReport): (report: Report) => Incident {
  const byFingerprint = new Map<string, Fingerprinted>();
  const byExternalId = new Map<string, string>();
  const latest = new Map<string, Incident>();
  const known = (id: string | undefined) => (id === undefined ? undefined : latest.get(id));
  return (report) => {
    const { hash, validSeconds } = fingerprintOf(report);
    const now = Temporal.Instant.from(report.receivedAt);
    const first = byFingerprint.get(hash);
    const valid = first !== undefined && Temporal.Instant.compare(now, first.until) < 0;
    const referred = report.retracts ?? report.corrects;
    const { incident } = relateReport(
      { report, ...read(report) },
      {
        copyOf: known(valid ? first.id : undefined),
        refersTo:
          referred === undefined ? undefined : known(byExternalId.get(nameOf(report, referred))),
      },
    );
    latest.set(incident.id, incident);
    if (!valid) {
      byFingerprint.set(hash, { id: incident.id, until: now.add({ seconds: validSeconds }) });
    }
    if (report.externalId !== undefined) {
      byExternalId.set(nameOf(report, report.externalId), incident.id);
    }
    return incident;
  };
}

/** A sender's ids are its own: two sources may use the same one. */
function nameOf({ source }: Report, externalId: string): string {
  return JSON.stringify([source, externalId]);
}
