import type { Incident } from "./incident.ts";
import type { RuleMatch } from "./match.ts";
import type { RegionCode } from "./region.ts";
import type { Severity } from "./severity.ts";
import type { AllClearSchedule, MailLimit, MailOptions, Schedule } from "./subscription.ts";
import type { ThreatType } from "./threat.ts";

/** One subscription, one of its schedules, one address: what has a cursor of its own. */
export interface Delivery {
  /** `levant-desk.at.3f2a9c01b7`: subscription, schedule kind (`-2` for a second one), address hash. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly schedule: Schedule | AllClearSchedule;
}

/**
 * The reason of an update or a withdrawal that no rule matches any longer:
 * whoever was told an incident is told what became of it.
 */
export const TOLD_BEFORE: RuleMatch = { rule: "told before", facts: [] };

/** Why an item was not told as soon as it could have been. */
export const HOLD_REASONS = ["quiet-hours", "mail-limit", "second-source"] as const;

export type HoldReason = (typeof HOLD_REASONS)[number];

/** An incident version owed to a reader, without its full text. */
export interface DigestItem {
  readonly incident: Omit<Incident, "text">;
  /** `update`: an earlier version was in an earlier digest of this delivery. */
  readonly kind: "new" | "update" | "correction" | "retraction";
  readonly reasons: readonly [RuleMatch, ...RuleMatch[]];
  /** Absent: it did not wait. */
  readonly heldBy?: HoldReason | undefined;
}

/** What the reader's own controls and the operator's held back from this digest until it was sealed. */
export interface HeldBack {
  /** Local times, as the subscriber wrote them. */
  readonly quiet?: { readonly from: string; readonly to: string } | undefined;
  /** More came than the reader takes in a span: this digest is the summary of a storm. */
  readonly limit?: MailLimit | undefined;
  /** Incidents that waited and were withdrawn before the reader heard of them. */
  readonly withdrawn: number;
}

/** What goes without saying beside an incident that the delivery told, by an inhibition. */
export interface Folded {
  /** The incident that tells it. */
  readonly under: string;
  readonly inhibition: string;
  /** Each with its type and narrowest region; null: unknown. */
  readonly incidents: readonly {
    readonly id: string;
    readonly type: ThreatType | null;
    readonly region: RegionCode | null;
  }[];
}

/** What was owed and goes untold, for the next mail to say so. */
export interface LeftOut {
  readonly folded: readonly Folded[];
  /** Incidents that waited and were withdrawn before the reader heard of them. */
  readonly withdrawn: number;
  /** By the catch-up limit after a long downtime; `before`: where its reach began, ISO 8601. */
  readonly skipped?: { readonly count: number; readonly before: string } | undefined;
  /** News milder than all that the mail could hold, and the worst severity among it. */
  readonly beyond?: { readonly count: number; readonly severity: Severity } | undefined;
}

export const NOTHING_LEFT_OUT: LeftOut = { folded: [], withdrawn: 0 };

/** A mail frozen for one delivery under an id that never changes. */
interface Sealed {
  /** `<delivery id>.<epoch>-<sequence>`; the Message-ID's left side. */
  readonly id: string;
  readonly delivery: Delivery;
  readonly subscriptionName: string;
  readonly timezone: string;
  readonly mail: MailOptions;
  /** Instants, ISO 8601 UTC; `from` inclusive, `to` exclusive. */
  readonly window: { readonly from: string; readonly to: string };
  /** The window should have closed long before: the service was down. */
  readonly late: boolean;
  readonly sealedAt: string;
}

/** Incidents owed to one delivery for one window. */
export interface Digest extends Sealed {
  /** Worst first. */
  readonly items: readonly [DigestItem, ...DigestItem[]];
  /** Absent: nothing waited. */
  readonly held?: HeldBack | undefined;
  /** Left out since the mail before; absent: nothing. */
  readonly skipped?: LeftOut["skipped"];
  readonly beyond?: LeftOut["beyond"];
  readonly folded?: readonly Folded[] | undefined;
  /** What a scheduled digest held back, told between two of its hours. */
  readonly followUp?: true | undefined;
}

/** Nothing happened, and this is what was watched. It is sent where nothing else is. */
export interface AllClear extends Sealed {
  readonly watched: {
    /** Names of the rules that nothing satisfied. */
    readonly rules: readonly string[];
    /** Reports read in the window, whatever they told; 0 means that nobody was heard. */
    readonly reports: number;
    /** Sources that were heard. */
    readonly sources: number;
  };
}

export type SealedMail = Digest | AllClear;

export function isAllClear(mail: SealedMail): mail is AllClear {
  return "watched" in mail;
}
