import type { Report } from "../model/report.ts";

/**
 * A report to be written, with what tells whether the same was written before: its id, made of source and
 * webhook-id, and the hash of the body that came under it.
 */
export interface Acceptable {
  readonly report: Report;
  readonly bodyHash: string;
  /** The body itself, where reading it as JSON gives the report's fields once more. */
  readonly posted?: Uint8Array | undefined;
  readonly rate?: { readonly count: number; readonly perSeconds: number } | undefined;
}

export type Acceptance =
  | { readonly outcome: "accepted" | "duplicate" | "conflict"; readonly id: string }
  | { readonly outcome: "rate-limited"; readonly retryAfterSeconds: number }
  | { readonly outcome: "inbox-full" };

export type StartedTogether =
  | { readonly outcome: "started"; readonly report: Report }
  | { readonly outcome: "alone"; readonly attempts: number }
  | { readonly outcome: "settled" };

export interface FiledReport {
  readonly reportId: string;
  readonly incidentId: string;
}

/** Accepted reports and those of them not yet filed. */
export interface Inbox {
  /** One durable write for all; throws where it may not have been made. */
  accept(reports: readonly Acceptable[]): Promise<readonly Acceptance[]>;
  /**
   * Takes a report in hand and counts the attempt. Undefined where it is settled
   * already or unknown.
   */
  start(id: string): Promise<{ readonly report: Report; readonly attempt: number } | undefined>;
  /**
   * Takes those in hand that never were, and counts the attempts: what became of each, in order. `alone`: it was in
   * hand before and may be what ended its worker, so it is to be started by itself.
   */
  startTogether(ids: readonly string[]): Promise<readonly StartedTogether[]>;
  /** Takes an attempt back that ended without harm. */
  giveBack(id: string): Promise<void>;
  /** The report that its source calls so, where it is accepted and not yet filed. */
  findWaiting(source: string, externalId: string): Promise<Report | undefined>;
  /** Those of these reports that are still kept, in their order. */
  read(ids: readonly string[]): Promise<readonly Report[]>;
  /** These reports stand in the log. */
  settle(filed: readonly FiledReport[]): Promise<void>;
  /** Sets a report aside where it can be seen: it will not be tried again by itself. */
  bury(id: string, reason: string, detail: string): Promise<void>;
  /** Reports accepted before `before` that nobody has filed, oldest first. */
  waiting(before: Temporal.Instant, limit: number): Promise<readonly string[]>;
  depth(): Promise<number>;
  /** How many wait, the one accepted last, and how many are before `id`; undefined where that waits no more. */
  line(id: string | undefined): Promise<{
    readonly length: number;
    readonly last: string | undefined;
    readonly ahead: number | undefined;
  }>;
  countBuried(): Promise<number>;
  buried(): Promise<readonly BuriedReport[]>;
  /** Puts a buried report back into the inbox, its attempts forgotten. False where there is none. */
  revive(id: string): Promise<boolean>;
  drop(id: string): Promise<boolean>;
}

export interface BuriedReport {
  readonly id: string;
  readonly source: string;
  readonly reason: string;
  readonly detail: string;
  readonly buriedAt: string;
}
