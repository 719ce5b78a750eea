import type { Classification } from "./classification.ts";

/** One report as part of an incident. */
export interface ToldBy {
  readonly reportId: string;
  readonly source: string;
  readonly externalId?: string | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly receivedAt: string;
  /** A copy of another report's text: it does not count as an independent source. */
  readonly copy: boolean;
  /** How it was known for this event: absent for the report that opened it. */
  readonly joined?:
    | {
        readonly as: "copy" | "story";
        /** 0..1: the share of common text for a copy, how likely for a story. */
        readonly score: number;
        /** Words that both have, the rarest first. */
        readonly terms: readonly string[];
      }
    | undefined;
  /** Taken back, or replaced, by the source that told it. */
  readonly withdrawn?: true | undefined;
  /** The `externalId` of the telling that this one replaced. */
  readonly corrects?: string | undefined;
}

/**
 * Why a version was made. `minor` adds a teller and changes nothing a reader
 * acts on; the others do. `material`: graver, a toll in another band, moved to
 * a known or narrower place, or of another kind too.
 */
export type Change = "new" | "minor" | "material" | "correction" | "retraction";

/** `old-news`: the event was further back than the installation's maximum age when the report came in. */
export type QuietReason = "backfill" | "old-news";

/** A field a reader acts on, before and after. */
export interface FieldChange {
  readonly field: "severity" | "killed" | "injured" | "place" | "threat";
  readonly from: string;
  readonly to: string;
}

/** One version of one event in the world, told by one or more reports. Immutable once logged. */
export interface Incident {
  readonly id: string;
  /** From 1, without gaps. */
  readonly version: number;
  readonly change: Change;
  /** What changed since the version before; empty for `new`. What a `minor` one changes is told with the next that is not. */
  readonly changes: readonly FieldChange[];
  /** Nobody stands by it any more: told to those who had it, and to nobody else. */
  readonly retracted: boolean;
  /** Filed, and told to nobody, until a report of the present tells it. */
  readonly quiet?: QuietReason | undefined;
  /** The leading report's title, or its first sentence. */
  readonly headline: string;
  /** The sentence that tells the event, in the report's own language; at most 400 characters. */
  readonly summary: string;
  /** The leading report's document, then others' that tell it in their own words: for rules over words. */
  readonly text: string;
  /** The first is the one whose words stand here. */
  readonly toldBy: readonly [ToldBy, ...ToldBy[]];
  readonly classification: Classification;
  /** Instants, ISO 8601 UTC. */
  readonly firstReceivedAt: string;
  readonly updatedAt: string;
}

/** In words of its own, and standing by them. */
export function isIndependent({ copy, withdrawn }: ToldBy): boolean {
  return !copy && withdrawn !== true;
}

/** Sources that told it in words of their own: copies collapse before counting. */
export function independentSources(incident: Pick<Incident, "toldBy">): number {
  return new Set(incident.toldBy.filter(isIndependent).map((told) => told.source)).size;
}
