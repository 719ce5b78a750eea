import type { Incident } from "./incident.ts";
import type { RuleMatch } from "./match.ts";
import type { MailOptions, Schedule } from "./subscription.ts";

/** One subscription, one of its schedules, one address: what has a cursor of its own. */
export interface Delivery {
  /** `levant-desk.at.3f2a9c01b7`: subscription, schedule kind (`-2` for a second one), address hash. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly address: string;
  readonly schedule: Schedule;
}

/**
 * The reason of an update or a withdrawal that no rule matches any longer:
 * whoever was told an incident is told what became of it.
 */
export const TOLD_BEFORE: RuleMatch = { rule: "told before", facts: [] };

/** An incident version owed to a reader, without its full text. */
export interface DigestItem {
  readonly incident: Omit<Incident, "text">;
  /** `update`: an earlier version was in an earlier digest of this delivery. */
  readonly kind: "new" | "update" | "correction" | "retraction";
  readonly reasons: readonly [RuleMatch, ...RuleMatch[]];
}

/** Incidents owed to one delivery for one window, frozen under an id that never changes. */
export interface Digest {
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
  /** Worst first. */
  readonly items: readonly [DigestItem, ...DigestItem[]];
}
