/** Time is asked for in one place. */
export interface Clock {
  now(): Temporal.Instant;
  /** How far this clock runs from real time; 0 outside rehearsals such as the demo and tests. */
  readonly offsetMs: number;
}

/** The part of a logger that steps use; pino's own satisfies it. */
export interface StepLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counts what happened; the names and labels stand in docs/operations.md. */
export interface Meter {
  count(name: CounterName, labels: Readonly<Record<string, string>>, by?: number): void;
}

export const COUNTERS = {
  reports_received: ["source", "outcome"],
  reports_filed: ["relation"],
  reports_buried: ["reason"],
  digests_sealed: ["kind"],
  digests_sent: ["outcome"],
  digests_in_doubt: [],
  items_silenced: [],
  items_inhibited: ["inhibition"],
  storms_braked: [],
  incidents_held: [],
  incidents_skipped: [],
  incidents_beyond: [],
  bounces: ["outcome"],
} as const;

export type CounterName = keyof typeof COUNTERS;

/** In the order in which a report passes them. */
export const STAGES = ["accept", "file", "wake", "seal", "send"] as const;

export type Stage = (typeof STAGES)[number];

/** That a stage works: it finished something, or looked and found nothing to do. */
export interface Progress {
  prove(stage: Stage): void;
}

export interface ProgressStore {
  note(stages: readonly Stage[]): Promise<void>;
  /** Of the whole installation; without stages that never ran. */
  read(): Promise<ReadonlyMap<Stage, Temporal.Instant>>;
}

/**
 * The places between two writes where a crash must lose nothing. Tests kill the
 * process at each of them; elsewhere passing one does nothing.
 */
export const SEAMS = [
  "after-accept",
  "after-pulse",
  "after-start",
  "after-classify",
  "after-file",
  "after-settle",
  "after-enroll",
  "after-wake",
  "after-advance",
  "after-claim",
  "after-close",
  "before-seal",
  "after-seal",
  "after-outbox",
  "after-due",
  "after-lease",
  "before-dot",
  "after-dot",
  "after-ledger",
  "after-record",
] as const;

export type Seam = (typeof SEAMS)[number];

export type PassSeam = (seam: Seam) => void;

/**
 * Hints that there is work. Losing one costs seconds, never a report: the inbox,
 * the log and the outbox are swept.
 */
export interface Pulse {
  /** The same ids in the same round are one job; a sweeper's new round is not held up by a job that died. */
  reports(ids: readonly string[], round?: number): Promise<void>;
  incidents(): Promise<void>;
  digests(ids: readonly string[], round?: number): Promise<void>;
}
