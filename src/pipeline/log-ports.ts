import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";

export interface Filing {
  readonly report: Report;
  readonly incident: Incident;
  readonly fingerprint: { readonly hash: string; readonly validSeconds: number };
  /** What the look-up said, by which the incident was chosen: the filing fails where that no longer holds. */
  readonly seen: Pick<LookUpAnswer, "copyOf" | "sequence">;
  /** What later reports are compared with it by; undefined where it tells no event. */
  readonly telling: IndexedTelling | undefined;
}

export interface IndexedTelling {
  /** Hashes of its key terms. */
  readonly terms: readonly number[];
  readonly profile: string;
  readonly span: number;
  /** A telling filed since the look-up that shares as many terms might have been a candidate. */
  readonly sharedTerms: number;
  readonly openSeconds: number;
}

/** What a report is looked up by. */
export interface LookUp {
  readonly fingerprint: string;
  /** The report of the same source that it retracts or corrects. */
  readonly refersTo: { readonly source: string; readonly externalId: string } | undefined;
  readonly terms: readonly { readonly hash: number; readonly prior: number }[];
  /** Tellings of this span of time and of the one before are looked at. */
  readonly span: number;
  readonly limits: {
    readonly candidates: number;
    readonly tellingsOfTerm: number;
    readonly tellings: number;
    readonly sharedTerms: number;
  };
  readonly ordinaryDocuments: number;
}

export interface LookUpAnswer {
  /** The incident with the same fingerprint. */
  readonly copyOf: string | undefined;
  /** The incident that holds what it refers to. */
  readonly refersTo: string | undefined;
  /** Number of the telling filed last. */
  readonly sequence: number;
  readonly documents: number;
  readonly frequencies: readonly number[];
  readonly candidates: readonly {
    readonly number: number;
    readonly incidentId: string;
    readonly reportId: string;
    readonly profile: string;
  }[];
}

export type Filed =
  | { readonly outcome: "filed" }
  /** This report was filed before, by a run that did not live to say so. */
  | { readonly outcome: "already"; readonly incidentId: string }
  /** The incident, the fingerprint or a likely candidate moved since it was looked up: look again. */
  | { readonly outcome: "stale" };

export interface LoggedIncident {
  /** The log's own id: Redis's clock, strictly growing. */
  readonly position: string;
  readonly incident: Incident;
}

export interface IncidentQuery {
  readonly region?: string | undefined;
  readonly threat?: string | undefined;
  readonly since?: string | undefined;
  /** Continue after this: opaque, from the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  readonly cursor: string | undefined;
}

/** The append-only log of incident versions, and what is looked up in it. */
export interface IncidentLog {
  /** One round trip, whose work is bounded by `limits` and not by the log. */
  lookUp(lookUp: LookUp): Promise<LookUpAnswer>;
  findByExternalId(source: string, externalId: string): Promise<Incident | undefined>;
  find(id: string): Promise<Incident | undefined>;
  file(filing: Filing): Promise<Filed>;
  /**
   * Makes `to` (or the present) a boundary: nothing filed later stands before it.
   * Returns the boundary; undefined while Redis's own clock has not come to `to` yet.
   */
  closeWindow(to: Temporal.Instant | undefined): Promise<Temporal.Instant | undefined>;
  /** Entries from `from` on and before `to`, in order. */
  read(from: Temporal.Instant, to: Temporal.Instant): Promise<readonly LoggedIncident[]>;
  /** Entries after `position`, in order; the log's beginning where undefined. */
  readAfter(position: string | undefined, limit: number): Promise<readonly LoggedIncident[]>;
  query(query: IncidentQuery): Promise<IncidentPage>;
}

/** Where the wake stage stands in the log. */
export interface WakeCursor {
  read(): Promise<string | undefined>;
  advance(from: string | undefined, to: string): Promise<void>;
}
