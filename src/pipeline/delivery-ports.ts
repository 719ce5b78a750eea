import type { Delivery, HoldReason, LeftOut, SealedMail } from "../model/digest.ts";
import type { Reader, ReaderChoices } from "../model/reader.ts";
import type { Severity } from "../model/severity.ts";

/** An incident that is owed, could not be told yet, and lies before the delivery's cursor. */
export interface KeptBack {
  readonly incidentId: string;
  /** Where in the log its versions stand, the first that is owed and those after it. */
  readonly positions: readonly string[];
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
  /** Since the last mail. */
  readonly leftOut: LeftOut;
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
  readonly leftOut: LeftOut;
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

/** Next look at `next`, or at `again` where the delivery was woken since the claim. */
export interface SettledDelivery {
  readonly claimed: ClaimedDelivery;
  /** Undefined: when it is woken. */
  readonly next: Temporal.Instant | undefined;
  readonly again: Temporal.Instant;
}

/** An index that can be made anew from what it repeats, and has to be where it was lost. */
export interface LossWatch {
  /** Undefined: nothing was lost. Else what to give to `closeLoss` when all is put back. */
  findLoss(): Promise<string | undefined>;
  closeLoss(loss: string): Promise<void>;
}

/** Which deliveries want looking at, and when: an index over their states, and a pulse. */
export interface DueIndex extends LossWatch {
  /** Each wanted no later than `at`. */
  enroll(
    looks: readonly { readonly deliveryId: string; readonly at: Temporal.Instant }[],
  ): Promise<void>;
  /** Wanted no later than `at`. Waking twice is harmless. */
  wake(deliveryIds: readonly string[], at: Temporal.Instant): Promise<void>;
  /** Hides those due for the length of a lease, so that each is claimed by one notifier. */
  claim(now: Temporal.Instant, limit: number): Promise<readonly ClaimedDelivery[]>;
  settle(settled: readonly SettledDelivery[]): Promise<void>;
  next(): Promise<Temporal.Instant | undefined>;
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
