/** One document as its source sent it. Offsets elsewhere are UTF-16 units into `documentText`. */
export interface Report {
  readonly id: string;
  readonly source: string;
  readonly externalId?: string | undefined;
  readonly title?: string | undefined;
  readonly text: string;
  readonly url?: string | undefined;
  /** RFC 3339 date or date-time. */
  readonly publishedAt?: string | undefined;
  /** BCP 47, as the source says it. */
  readonly language?: string | undefined;
  /** The `externalId` of an earlier report of the same source that this one withdraws. */
  readonly retracts?: string | undefined;
  /** The `externalId` of an earlier report of the same source that this one replaces. */
  readonly corrects?: string | undefined;
  /** The past, sent to be filed: nobody is alerted. */
  readonly backfill?: boolean | undefined;
  /** Instant of the durable write, ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** What the classifier reads. Either field may be missing for a report that is not stored. */
export type ReportText = Pick<Report, "title" | "text" | "publishedAt" | "language">;

export function documentText({ title, text }: Pick<Report, "title" | "text">): string {
  return title === undefined || title === "" ? text : `${title}\n\n${text}`;
}
