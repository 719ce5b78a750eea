import type { Event } from "./world.ts";

/**
 * What a run did and saw, written by the harness alone: the service has no part in it but its answers,
 * its mails and, at the end, what it says of itself.
 */
export interface Ledger {
  readonly posts: readonly Post[];
  readonly mails: readonly StoredMail[];
  readonly faults: readonly FaultSpan[];
  /** From then on nothing is broken, and nothing waits that was; ms since the run began, infinite where that never came. */
  readonly calmFrom: number;
  readonly end: EndState;
}

/** One delivery of the webhook, however often it was sent. */
export interface Post {
  readonly webhookId: string;
  readonly event: Event;
  /** Addresses that the naive matcher expects to be told. */
  readonly expectedBy: readonly string[];
  readonly kind: "report" | "copy" | "retraction" | "forged";
  /** `unknown`: never answered for certain, and given up. */
  readonly outcome: "acked" | "refused" | "unknown";
  /** Every receipt that was given for it. */
  readonly ids: readonly string[];
  /** Ms since the run began: first sent, and surely answered. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** A whole message that the mail server took, whether or not the sender learned of it. */
export interface StoredMail {
  readonly at: number;
  readonly messageId: string;
  readonly to: string;
  /** Of all its bytes. */
  readonly hash: string;
  readonly items: readonly MailedItem[];
  /** Items that the mail only counts: a harness that sees these cannot judge. */
  readonly untold: number;
}

export interface MailedItem {
  readonly reference: string;
  readonly isWithdrawal: boolean;
}

/** When something was broken, in ms since the run began. */
export interface FaultSpan {
  readonly name: string;
  readonly from: number;
  /** When it was taken back. */
  readonly over: number;
}

/** What the service says of itself when all is quiet. */
export interface EndState {
  readonly isQuiet: boolean;
  readonly inbox: number;
  readonly outbox: number;
  /** How often each report stands in the incident log. */
  readonly filed: ReadonlyMap<string, number>;
  readonly buriedReports: readonly string[];
  readonly deadDigests: readonly DeadDigestRecord[];
  /** Digests that are neither sent nor ended nor among the dead, with their states. */
  readonly adrift: readonly string[];
  /** Doubts that the service recorded, by Message-ID. */
  readonly doubts: ReadonlyMap<string, number>;
  /** Ends of processes that nobody had asked for, and words of theirs that no fault excuses. */
  readonly surprises: readonly string[];
  /** When a process ended at the crash point it was given. */
  readonly crashedAt: number | undefined;
  readonly largestRssMb: number;
  /** Keys in Redis that no report, digest or reader accounts for. */
  readonly strayKeys: number;
}

export interface DeadDigestRecord {
  readonly messageId: string;
  readonly to: string;
  readonly state: string;
  readonly reason: string;
  readonly references: readonly string[];
}

/** What one reader was told of one event. */
export interface Telling {
  readonly live: ReadonlySet<string>;
  readonly withdrawals: ReadonlySet<string>;
}

/** Message-IDs by `address reference`. */
export function tellings(mails: readonly StoredMail[]): ReadonlyMap<string, Telling> {
  const told = new Map<string, { live: Set<string>; withdrawals: Set<string> }>();
  for (const { to, items, messageId } of mails) {
    for (const { reference, isWithdrawal } of items) {
      const telling = told.getOrInsertComputed(`${to} ${reference}`, () => ({
        live: new Set(),
        withdrawals: new Set(),
      }));
      (isWithdrawal ? telling.withdrawals : telling.live).add(messageId);
    }
  }
  return told;
}

/** Events by what became of their posts. */
export interface Story {
  readonly event: Event;
  readonly expectedBy: readonly string[];
  /** At least one telling of it was accepted. */
  readonly isAccepted: boolean;
  /** At least one may have been: it was accepted, or nobody knows. */
  readonly mayBeAccepted: boolean;
  /** By a retraction that was sent when its report had been accepted: an earlier one takes back nothing. */
  readonly isRetracted: boolean;
  readonly mayBeRetracted: boolean;
}

export function stories(posts: readonly Post[]): readonly Story[] {
  return [...Map.groupBy(posts, ({ event }) => event.reference).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const told = own.filter(({ kind }) => kind === "report" || kind === "copy");
    const taken = own.filter(({ kind }) => kind === "retraction");
    return [
      {
        event: first.event,
        expectedBy: first.expectedBy,
        isAccepted: told.some(({ outcome }) => outcome === "acked"),
        mayBeAccepted: told.some(({ outcome }) => outcome !== "refused"),
        isRetracted: taken.some(
          ({ outcome, sentAt }) =>
            outcome === "acked" &&
            told.some((post) => post.outcome === "acked" && post.answeredAt <= sentAt),
        ),
        mayBeRetracted: taken.some(({ outcome }) => outcome !== "refused"),
      },
    ];
  });
}
