import type { Digest } from "./digest.ts";
import type { Severity } from "./severity.ts";
import type { Weekday } from "./subscription.ts";

/** Who reads: one address of one subscription. */
export interface Reader {
  readonly subscriptionId: string;
  readonly address: string;
}

/** What a reader decided on their own page. */
export interface ReaderChoices {
  readonly unsubscribed: boolean;
  readonly pausedUntil: Temporal.Instant | undefined;
  /** This or worse; undefined: as the operator's rules say. */
  readonly severity: Severity | undefined;
  /** Stories not to be told again, with the severity that each had then. */
  readonly mutes: ReadonlyMap<string, Severity>;
  /** Links made before this show and do nothing more, but to unsubscribe. */
  readonly linksFrom: Temporal.Instant | undefined;
}

/** What an operator may leave to readers. */
export const READER_RIGHTS = ["hour", "severity"] as const;

export type ReaderRight = (typeof READER_RIGHTS)[number];

/** What a link may do: everything; leave and come back; mute one story. */
export type LinkScope = "page" | "unsubscribe" | "mute";

/** What a reader asks for on their page. */
export type ReaderAction =
  | { readonly action: "unsubscribe" | "resubscribe" | "resume" | "revoke" }
  | { readonly action: "pause"; readonly days: number }
  | { readonly action: "pause"; readonly untilDate: Temporal.PlainDate }
  | { readonly action: "mute" | "unmute"; readonly incidentId: string }
  | { readonly action: "severity"; readonly severity: Severity | undefined }
  /** `time` undefined: the operator's hour again. */
  | { readonly action: "hour"; readonly deliveryId: string; readonly time: string | undefined };

/** A reader's page, as far as its link may show it. */
export interface ReaderView extends Reader {
  readonly scope: LinkScope;
  readonly name: string;
  readonly timezone: string;
  readonly unsubscribed: boolean;
  /** Instant, ISO 8601 UTC. */
  readonly pausedUntil: string | undefined;
  /** Absent where the operator keeps it. */
  readonly severity?: { readonly chosen: Severity | undefined } | undefined;
  readonly hours: readonly OwnHour[];
  readonly muted: readonly Story[];
  /** Newest first; absent where the page may not show what a mail kept secret. */
  readonly digests?: readonly Digest[] | undefined;
  /** The story that a `mute` link is about. */
  readonly story?: (Story & { readonly isMuted: boolean }) | undefined;
}

export interface Story {
  readonly incidentId: string;
  readonly headline: string;
}

/** When a digest comes. */
export interface OwnHour {
  readonly deliveryId: string;
  readonly days: readonly Weekday[];
  /** `07:00` */
  readonly operators: string;
  readonly chosen: string | undefined;
}

/** Why a link or an action does nothing. */
export type ReaderRefusal =
  | "unknown-link"
  | "expired-link"
  | "withdrawn-link"
  | "not-allowed"
  | "invalid-action"
  | "invalid-pause"
  | "unknown-story";

export type ReaderAnswer =
  | { readonly ok: true; readonly view: ReaderView; readonly done?: ReaderAction["action"] }
  | { readonly ok: false; readonly reason: ReaderRefusal; readonly view?: ReaderView | undefined };
