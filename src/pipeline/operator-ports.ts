import type { Notice } from "../model/notice.ts";

/** An incident that reaches so many readers that a second source is waited for. */
export interface Hold {
  readonly incidentId: string;
  /** The version that was found to reach too many. */
  readonly version: number;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Readers it would be told to, of how many. */
  readonly matched: number;
  readonly of: number;
}

/** Which incidents wait for a second source: judged once, for every notifier. */
export interface Holds {
  /**
   * The first verdict on an incident version stands, whoever gave it, and a hold stands for
   * all versions after it. `verdict` undefined: free. Returns the hold that stands, and
   * whether this verdict made it.
   */
  judge(
    incidentId: string,
    version: number,
    verdict: Hold | undefined,
  ): Promise<{ readonly hold: Hold | undefined; readonly isNew: boolean }>;
  /** Those that end after `now`, the first to end first. */
  inForce(now: Temporal.Instant): Promise<readonly Hold[]>;
}

/** What the operator is told by mail, each thing once. */
export interface Notices {
  /** False where one of its kind stands, which then stands until `standsUntil`. */
  raise(notice: Notice, standsUntil: Temporal.Instant): Promise<boolean>;
  /** Those not told yet, hidden from others while they are. */
  claim(): Promise<readonly Notice[]>;
  settle(id: string): Promise<void>;
}
