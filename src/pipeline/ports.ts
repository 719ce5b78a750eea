import type { Bounce } from "../model/bounce.ts";
import type { Delivery, Folded, HoldReason, SealedMail } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Reader, ReaderChoices } from "../model/reader.ts";
import type { Report } from "../model/report.ts";
import type { Severity } from "../model/severity.ts";

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
  "after-keep",
  "before-dot",
  "after-dot",
  "after-ledger",
  "after-record",
] as const;

export type Seam = (typeof SEAMS)[number];

export type PassSeam = (seam: Seam) => void;

/**
 * A report to be written, with what tells whether the same was written before: its id, made of source and
 * webhook-id, and the hash of the body that came under it.
 */
export interface Acceptable {
  readonly report: Report;
  readonly bodyHash: string;
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
  /** Whether a report that its source calls so is accepted and not yet filed. */
  isWaiting(source: string, externalId: string): Promise<boolean>;
  /** Those of these reports that are still kept, in their order. */
  read(ids: readonly string[]): Promise<readonly Report[]>;
  /** The report stands in the log under `incidentId`. */
  settle(id: string, incidentId: string): Promise<void>;
  /** Sets a report aside where it can be seen: it will not be tried again by itself. */
  bury(id: string, reason: string, detail: string): Promise<void>;
  /** Reports accepted before `before` that nobody has filed, oldest first. */
  waiting(before: Temporal.Instant, limit: number): Promise<readonly string[]>;
  depth(): Promise<number>;
  /** The one that so many accepted before it wait besides; undefined: there are fewer. */
  inLine(
    place: number,
  ): Promise<{ readonly id: string; readonly since: Temporal.Instant } | undefined>;
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

/** An incident that is owed, could not be told yet, and lies before the delivery's cursor. */
export interface KeptBack {
  readonly incidentId: string;
  /** When the first version that is owed was logged. */
  readonly since: Temporal.Instant;
  readonly why: HoldReason;
}

/** What must change together for one delivery. */
export interface DeliveryState {
  /** The log before this is settled for this delivery. */
  readonly cursor: Temporal.Instant;
  /** Next due instant by the schedule; undefined: only when woken. */
  readonly due: Temporal.Instant | undefined;
  /** Tells this state's digests from those of a state that was lost: part of their ids. */
  readonly epoch: string;
  /** Digests sealed so far; the fence of the next seal. */
  readonly sequence: number;
  /** The round of enrolling that last saw the delivery configured. */
  readonly round: number;
  /** When digests were last sealed, newest last; as many as a limit can ask for. */
  readonly recentSeals: readonly Temporal.Instant[];
  /** Owed from before the cursor. */
  readonly kept: readonly KeptBack[];
  /** Left out since the last mail: the next one counts it. */
  readonly folded: readonly Folded[];
  /** Digests sealed and not yet final. */
  readonly open: readonly string[];
}

export interface Seal {
  readonly deliveryId: string;
  /** The state it was composed from: the seal fails where that has moved. */
  readonly from: DeliveryState;
  readonly cursor: Temporal.Instant;
  readonly due: Temporal.Instant | undefined;
  readonly recentSeals: readonly Temporal.Instant[];
  readonly kept: readonly KeptBack[];
  readonly folded: readonly Folded[];
  /** Undefined: nothing is told now. */
  readonly digest: SealedMail | undefined;
}

/** A delivery that no notifier has had configured for this many rounds was taken out. */
export const MISSED_ROUNDS = 6;

export interface Enrollment {
  readonly delivery: Delivery;
  readonly timezone: string;
  readonly now: Temporal.Instant;
  readonly due: Temporal.Instant | undefined;
  readonly round: number;
}

export interface Deliveries {
  /**
   * The present round of enrolling. It moves on every few minutes while the
   * service runs, and stands still while it does not: by it a delivery that was
   * removed is told from one that the whole service was down for.
   */
  round(): Promise<number>;
  /**
   * Makes the state where there is none, follows a changed schedule or zone, and
   * begins anew where the delivery was not configured for some rounds. Answers
   * its next due instant; undefined: only when woken.
   */
  enroll(enrollment: Enrollment): Promise<{
    readonly isNew: boolean;
    readonly due: Temporal.Instant | undefined;
    /** It owes something from before its cursor. */
    readonly hasKept: boolean;
  }>;
  read(deliveryId: string): Promise<DeliveryState | undefined>;
  /** Ids of its digests that are sealed and not yet final. */
  open(deliveryId: string): Promise<readonly string[]>;
  /** Highest version of each incident that this delivery was ever owed. */
  sentVersions(
    deliveryId: string,
    incidentIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  /** Cursor, digest, sent marks, all or nothing. False where the state has moved. */
  seal(seal: Seal): Promise<boolean>;
}

export interface ClaimedDelivery {
  readonly deliveryId: string;
  /** Settling fails where the delivery was woken again since. */
  readonly wakes: number;
}

/** An index that can be made anew from what it repeats, and has to be where it was lost. */
export interface LossWatch {
  /** Undefined: nothing was lost. Else what to give to `closeLoss` when all is put back. */
  findLoss(): Promise<string | undefined>;
  closeLoss(loss: string): Promise<void>;
}

/** Which deliveries want looking at, and when: an index over their states, and a pulse. */
export interface DueIndex extends LossWatch {
  enroll(deliveryId: string, due: Temporal.Instant): Promise<void>;
  /** Wanted no later than `at`. Waking twice is harmless. */
  wake(deliveryIds: readonly string[], at: Temporal.Instant): Promise<void>;
  /** Hides those due for the length of a lease, so that each is claimed by one notifier. */
  claim(now: Temporal.Instant, limit: number): Promise<readonly ClaimedDelivery[]>;
  /** Next look at `next`, or at `again` where the delivery was woken since the claim. */
  settle(
    claimed: ClaimedDelivery,
    next: Temporal.Instant | undefined,
    again: Temporal.Instant,
  ): Promise<void>;
  next(): Promise<Temporal.Instant | undefined>;
}

/** Where the wake stage stands in the log. */
export interface WakeCursor {
  read(): Promise<string | undefined>;
  advance(from: string | undefined, to: string): Promise<void>;
}

export type OutboxClaim =
  | {
      readonly outcome: "claimed";
      readonly digest: SealedMail;
      /** The fencing token: only its holder may record what happened. */
      readonly token: number;
      readonly attempt: number;
      /** The last attempt may or may not have been taken by the server. */
      readonly inDoubt: boolean;
      /** The doubt was found by this claim: its sender died and told nobody. */
      readonly doubtFound: boolean;
      /** How often this digest was in doubt so far. */
      readonly doubts: number;
    }
  | { readonly outcome: "busy" | "final" | "unknown" };

export type SendRecord =
  | { readonly state: "sent"; readonly response: string }
  | {
      readonly state: "retry";
      readonly at: Temporal.Instant;
      readonly reason: string;
      readonly inDoubt: boolean;
    }
  | { readonly state: "rejected" | "held" | "suppressed"; readonly reason: string };

export interface DeadDigest {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly at: string;
  readonly attempts: number;
  /** How often it could not be learned whether the relay had taken it. */
  readonly doubts: number;
}

/** Sealed digests and the ledger of what became of them. */
export interface Outbox extends LossWatch {
  /** Puts sealed digests among those to be sent. Doing it twice is harmless. */
  add(digestIds: readonly string[], at: Temporal.Instant): Promise<void>;
  /** Due ones, oldest first. */
  waiting(now: Temporal.Instant, limit: number): Promise<readonly string[]>;
  claim(digestId: string, now: Temporal.Instant): Promise<OutboxClaim>;
  /** Keeps a claim alive until disposed, so that a lease can be short and a dead sender's is soon broken. */
  hold(digestId: string, token: number): Disposable;
  /** Keeps the rendered bytes; the first rendering wins and is returned. False: the claim was lost. */
  keepMessage(digestId: string, token: number, message: Buffer): Promise<Buffer | false>;
  /** Write-ahead: the final dot is about to be sent. False: the claim was lost, do not send it. */
  markDot(digestId: string, token: number): Promise<boolean>;
  /** False: the claim was lost and another run answers for this digest. */
  record(digestId: string, token: number, record: SendRecord): Promise<boolean>;
  /** Gives a claim back before anything was sent, to be taken up `at`; it was no attempt. */
  putOff(digestId: string, token: number, at: Temporal.Instant): Promise<void>;
  depth(): Promise<number>;
  find(digestId: string): Promise<SealedMail | undefined>;
  countDead(): Promise<number>;
  dead(): Promise<readonly DeadDigest[]>;
  revive(digestId: string, now: Temporal.Instant): Promise<boolean>;
  drop(digestId: string): Promise<boolean>;
}

/** What readers decided on their own pages. */
export interface Readers {
  choices(reader: Reader): Promise<ReaderChoices>;
  unsubscribe(subscriptionId: string, address: string, at: Temporal.Instant): Promise<void>;
  resubscribe(subscriptionId: string, address: string): Promise<void>;
  pause(reader: Reader, until: Temporal.Instant): Promise<void>;
  resume(reader: Reader): Promise<void>;
  /** Undefined: as the operator's rules say. */
  chooseSeverity(reader: Reader, severity: Severity | undefined): Promise<void>;
  /** `severity`: what the story had then. */
  mute(reader: Reader, incidentId: string, severity: Severity): Promise<void>;
  unmute(reader: Reader, incidentId: string): Promise<void>;
  withdrawLinks(reader: Reader, at: Temporal.Instant): Promise<void>;
  /** Local times that readers chose, by delivery. */
  hours(): Promise<ReadonlyMap<string, string>>;
  chooseHour(deliveryId: string, time: string | undefined): Promise<void>;
}

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

/**
 * Whose matter a failure is: this installation's standing with the relay, the
 * relay's own health, or the reader's mailbox.
 */
export type Blame = "us" | "relay" | "reader";

export type SendOutcome =
  | { readonly outcome: "sent"; readonly response: string }
  /** The server did not take it and may later. */
  | { readonly outcome: "later"; readonly reason: string; readonly about: Blame }
  /** The server will never take it for this recipient. */
  | { readonly outcome: "rejected"; readonly reason: string; readonly about: "reader" | "message" }
  /** The connection was lost between the final dot and its reply. */
  | { readonly outcome: "in-doubt"; readonly reason: string }
  /** The claim was lost before the final dot: nothing was sent. */
  | { readonly outcome: "fenced" };

export interface OutgoingMail {
  /** The envelope's sender, to whom bounces go. */
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
  /** Awaited when all but the terminator is written; false stops the message there. */
  readonly beforeDot: () => Promise<boolean>;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}

export interface PausedAddress {
  readonly addressId: string;
  /** Instant, ISO 8601 UTC. */
  readonly pausedAt: string;
  /** Of the last bounce. */
  readonly kind: string;
  readonly detail: string;
}

/** What came back, by address; addresses that bounce for days are paused until an operator resumes them. */
export interface Bounces {
  note(bounce: Bounce): Promise<"noted" | "paused">;
  isPaused(addressId: string): Promise<boolean>;
  countPaused(): Promise<number>;
  paused(): Promise<readonly PausedAddress[]>;
  /** Forgets its bounces as well. False: it was not paused. */
  resume(addressId: string): Promise<boolean>;
  /** How far a mailbox file was read, in bytes. */
  position(mailbox: string): Promise<number>;
  advance(mailbox: string, position: number): Promise<void>;
}

export type Admission =
  | { readonly open: true }
  | { readonly open: false; readonly afterMs: number };

export interface RelayPause {
  readonly until: Temporal.Instant;
  /** What the relay last said, without addresses. */
  readonly reason: string;
}

/**
 * The way out, shared by every sender of the installation: its rate, and its
 * pause while the relay refuses us or does not answer.
 */
export interface Relay {
  /** Waits for its turn where that is near. After a pause the first one in finds out for all. */
  admit(): Promise<Admission>;
  /** The relay dealt with a message, whatever it said of it. True: that ends a pause. */
  answered(): Promise<boolean>;
  /** True: this failure begins a pause or makes it longer. */
  failed(reason: string): Promise<boolean>;
  pause(): Promise<RelayPause | undefined>;
  /** Ends a pause by an operator's word. */
  resume(): Promise<boolean>;
}
