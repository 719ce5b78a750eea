import type { Incident } from "../model/incident.ts";
import type { Report } from "../model/report.ts";
import type { TermTellings } from "../relate/story-index.ts";

export interface Filing {
  readonly report: Report;
  readonly incident: Incident;
  readonly fingerprint: { readonly hash: string; readonly validSeconds: number };
  /** What the incident was chosen by: the filing fails where that no longer holds. */
  readonly seen: {
    /** The incident with the same fingerprint. */
    readonly copyOf: string | undefined;
    /** Number of the last telling. */
    readonly sequence: number;
  };
  /** What later reports are compared with it by; undefined where it tells no event. */
  readonly telling: IndexedTelling | undefined;
}

export interface IndexedTelling {
  /** Hashes of its key terms. */
  readonly terms: ArrayLike<number>;
  readonly profile: string;
  /** The same for all that are filed together. */
  readonly span: number;
  readonly openSeconds: number;
  /** Of the tellings that have a term; of one that more have it is known just how many. */
  readonly mostListed: number;
}

/** What some reports are looked up by. */
export interface LookUp {
  /** Hashes of their key terms, each once. */
  readonly terms: readonly number[];
  /** Tellings of this span of time and of the one before are looked at. */
  readonly span: number;
  readonly fingerprints: readonly string[];
}

export interface LookUpAnswer {
  /** Number of the telling filed last. */
  readonly sequence: number;
  readonly documents: number;
  /** Beside the terms that were asked for. */
  readonly terms: readonly TermTellings[];
  /** Incidents with these fingerprints, beside them. */
  readonly copies: readonly (string | undefined)[];
}

export interface StoredTelling {
  readonly incidentId: string;
  readonly reportId: string;
  readonly profile: string;
}

export type Filed =
  | { readonly outcome: "filed" }
  /** This report was filed before, by a run that did not live to say so. */
  | { readonly outcome: "already"; readonly incidentId: string }
  /** The incident, the fingerprint or the index moved since it was looked up: look again. */
  | { readonly outcome: "stale" };

export interface LoggedIncident {
  /** The log's own id: Redis's clock, strictly growing. */
  readonly position: string;
  readonly incident: Incident;
}

/** All entries of a span of the log. */
export interface LogPart {
  readonly entries: readonly LoggedIncident[];
  /** Exclusive. */
  readonly to: Temporal.Instant;
  /** As many as are stored of them. */
  readonly letters: number;
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
  /** One round trip, whose work is bounded by the terms and not by the log. What it says holds until a telling is filed. */
  lookUp(lookUp: LookUp): Promise<LookUpAnswer>;
  /** Those tellings whose stories are still open, beside their numbers. */
  tellings(numbers: readonly number[]): Promise<readonly (StoredTelling | undefined)[]>;
  findByExternalId(source: string, externalId: string): Promise<Incident | undefined>;
  find(id: string): Promise<Incident | undefined>;
  /** One after another, each by itself or not at all; after the first that was not filed none is, and those are stale. */
  file(filings: readonly Filing[]): Promise<readonly Filed[]>;
  /**
   * Makes `to` (or the present) a boundary: nothing filed later stands before it.
   * Returns the boundary; undefined while Redis's own clock has not come to `to` yet.
   */
  closeWindow(to: Temporal.Instant | undefined): Promise<Temporal.Instant | undefined>;
  /** Entries from `from` on and before `to`, in order. */
  read(from: Temporal.Instant, to: Temporal.Instant): Promise<readonly LoggedIncident[]>;
  /** As much of that, from its beginning, as is stored in some `letters`. */
  readPart(from: Temporal.Instant, to: Temporal.Instant, letters: number): Promise<LogPart>;
  /** Those of these that it still has. */
  entriesAt(positions: readonly string[]): Promise<readonly LoggedIncident[]>;
  /** Entries after `position`, in order; the log's beginning where undefined. */
  readAfter(position: string | undefined, limit: number): Promise<readonly LoggedIncident[]>;
  query(query: IncidentQuery): Promise<IncidentPage>;
}

/** Where the wake stage stands in the log. */
export interface WakeCursor {
  read(): Promise<string | undefined>;
  advance(from: string | undefined, to: string): Promise<void>;
}
