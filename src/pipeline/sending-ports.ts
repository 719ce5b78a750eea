import type { Bounce } from "../model/bounce.ts";
import type { SealedMail } from "../model/digest.ts";
import type { LossWatch } from "./delivery-ports.ts";

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
      /** An earlier attempt came as far as its final dot: its bytes are the ones to send. */
      readonly isKept: boolean;
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
  /** The bytes of the first attempt that came to its final dot. Undefined: another run has ended it meanwhile. */
  keptMessage(digestId: string): Promise<Buffer | undefined>;
  /**
   * Write-ahead: the final dot is about to be sent, of these bytes where none are kept yet. False: the claim was lost,
   * do not send it.
   */
  markDot(digestId: string, token: number, rendered?: Buffer): Promise<boolean>;
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
