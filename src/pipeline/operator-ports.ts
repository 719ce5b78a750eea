import type { ApiToken, Scope } from "../model/api-token.ts";
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

/** A subscription as it was put through the API. */
export interface StoredSubscription {
  readonly id: string;
  /** Opaque, another one after each change: the ETag. */
  readonly revision: string;
  readonly updatedAt: string;
  /** As it was put: checked then, against the names of that day. */
  readonly document: unknown;
  /** Given where the addresses must say yes themselves: the token that it was made with. */
  readonly madeBy?: string | undefined;
  /** Addresses that said yes, in small letters; of a subscription that is `madeBy` somebody. */
  readonly confirmed: readonly string[];
}

export type NewSubscription = Pick<StoredSubscription, "id" | "document" | "madeBy" | "confirmed">;

/** What a writer believes to stand there. */
export type Expected =
  | { readonly is: "anything" | "something" | "nothing" }
  | { readonly is: "revision"; readonly revision: string };

export type Put =
  | { readonly outcome: "created" | "updated" | "unchanged"; readonly revision: string }
  /** Something else stands there than was expected, or nothing. */
  | { readonly outcome: "moved" }
  | { readonly outcome: "absent" };

/** Something wrong in a document; its place in it. */
export interface FieldFault {
  /** `match.0.regions.1`; empty: the whole of it. */
  readonly path: string;
  readonly message: string;
  readonly level: "error" | "warning";
}

export interface SubscriptionRefusal {
  readonly outcome: "refused";
  readonly reason:
    | "invalid-subscription"
    | "managed-by-file"
    | "revision-needed"
    | "revision-mismatch"
    | "unknown-subscription"
    | "not-yours"
    | "no-reader-page";
  readonly errors?: readonly FieldFault[] | undefined;
}

export type SubscriptionWritten =
  | SubscriptionRefusal
  | {
      readonly outcome: "created" | "updated" | "unchanged";
      readonly id: string;
      readonly revision: string;
      readonly warnings: readonly FieldFault[];
      /** Addresses that must say yes first. */
      readonly unconfirmed: readonly string[];
    };

/** Subscriptions that are managed through the API, and the log of their changes. */
export interface SubscriptionStore {
  find(id: string): Promise<StoredSubscription | undefined>;
  /** In the order of ids, after `cursor`. */
  page(
    cursor: string | undefined,
    limit: number,
  ): Promise<{
    readonly subscriptions: readonly StoredSubscription[];
    readonly cursor: string | undefined;
  }>;
  put(subscription: NewSubscription, expected: Expected): Promise<Put>;
  remove(id: string, expected: Expected): Promise<"removed" | "moved" | "absent">;
  count(): Promise<number>;
  /** How many changes there ever were. Taken before `all`, nothing is missed that follows. */
  position(): Promise<number>;
  /** Everything, in parts; what changes meanwhile may come in either form. */
  all(): AsyncIterable<readonly StoredSubscription[]>;
  /** The next changes after a position; `too-far`: the log no longer, or not yet, holds them. */
  changesAfter(
    position: number,
    limit: number,
  ): Promise<{ readonly position: number; readonly ids: readonly string[] } | "too-far">;
}

export interface KnownToken extends ApiToken {
  /** SHA-256 of the whole token, in hex. */
  readonly hash: string;
  /** Instant of the last request, to the minute; undefined: never. */
  readonly lastUsedAt?: string | undefined;
}

export interface Tokens {
  create(token: KnownToken): Promise<void>;
  find(id: string): Promise<KnownToken | undefined>;
  list(): Promise<readonly KnownToken[]>;
  revoke(id: string): Promise<boolean>;
  /** Counts a request of a token in the present minute, and notes that it was used. */
  use(
    id: string,
    perMinute: number,
  ): Promise<{ readonly allowed: boolean; readonly retryAfterSeconds: number }>;
}

export interface StoredSilence {
  readonly id: string;
  /** As it was written, with its start and its author filled in. */
  readonly document: { readonly startsAt: string; readonly endsAt: string };
  readonly createdAt: string;
  /** How many items it has hidden, within a hundredth or so, and when the last. */
  readonly hits: number;
  readonly lastHitAt?: string | undefined;
}

export interface SilenceStore {
  /** Changes whenever a silence comes or ends. */
  version(): Promise<string>;
  list(): Promise<readonly StoredSilence[]>;
  add(silence: Pick<StoredSilence, "id" | "document" | "createdAt">): Promise<void>;
  /** Ends it now, or forgets it where it has not begun. False where there is none in force. */
  end(id: string, at: Temporal.Instant): Promise<boolean>;
  /** `items` are counted once, however often they are noted. */
  noteHits(id: string, items: readonly string[], at: Temporal.Instant): Promise<void>;
  /** Forgets those that ended before. */
  forget(before: Temporal.Instant): Promise<void>;
}

/** What inhibitions left out of mails, by their names. */
export interface InhibitionHits {
  /** `items` are counted once, however often they are noted. */
  note(inhibition: string, items: readonly string[], at: Temporal.Instant): Promise<void>;
  /** All that ever hid something; `hits` within a hundredth or so. */
  list(): Promise<
    readonly { readonly inhibition: string; readonly hits: number; readonly lastHitAt: string }[]
  >;
}

export type Admission =
  | { readonly admitted: true; readonly tokenId: string; readonly scopes: readonly Scope[] }
  | { readonly admitted: false; readonly reason: "unauthorized" | "missing-scope" }
  | {
      readonly admitted: false;
      readonly reason: "token-rate-limited";
      readonly retryAfterSeconds: number;
    };

export type Admitted = Extract<Admission, { readonly admitted: true }>;

/** Who may do a thing: the bearer token of a request, and any one of `scopes`. */
export type AdmitToken = (
  authorization: string | undefined,
  scopes: readonly Scope[],
) => Promise<Admission>;

/** A reader who is to be asked whether a subscription is wanted. */
export interface Asked {
  readonly subscriptionId: string;
  /** In small letters. */
  readonly address: string;
}

export interface Confirmations {
  /** Once a day for each subscription, and three times for each address: nobody is pestered through us. */
  ask(asked: Asked, now: Temporal.Instant): Promise<void>;
  /** Those who were not mailed yet, hidden from others while they are. */
  claim(now: Temporal.Instant, limit: number): Promise<readonly Asked[]>;
  settle(asked: Asked): Promise<void>;
}
