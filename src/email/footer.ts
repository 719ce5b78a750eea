import type { Digest, DigestItem } from "../model/digest.ts";
import { SEVERITIES } from "../model/severity.ts";
import { oneLine, shorten } from "./clean-text.ts";
import type { MailFrame } from "./mail-frame.ts";
import { safeLink, type Link } from "./safe-link.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";

export interface Footer {
  readonly origin: string;
  readonly scale: string;
  readonly made: string;
  readonly reports: string;
  readonly credit: string;
  /** How to see what the mail only counts; absent where it tells everything. */
  readonly more?: string | undefined;
  readonly change: string;
  readonly changeLink?: Link | undefined;
}

const MOST_IDS = 3;
const LONGEST_ID = 64;

export function footerOf(
  digest: Digest,
  frame: MailFrame,
  { whole, hasMore }: { readonly whole: readonly DigestItem[]; readonly hasMore: boolean },
): Footer {
  const ask = oneLine(frame.from.address);
  return {
    origin: "Compiled automatically from news reports; preliminary; verify before acting.",
    scale: `Severity: ${saySeverityScale()}.`,
    made: `Digest ${digest.id}, classifier ${oneLine(frame.classifierVersion)}.`,
    reports: `Reports by item: ${whole.map(sayReportIds).join("; ")}.`,
    credit: "Place names: GeoNames, CC BY 4.0.",
    more: hasMore ? `For the whole of it, ask ${ask} for digest ${digest.id}.` : undefined,
    ...wayOut(frame),
  };
}

/** How a reader changes or stops these mails. */
export function wayOut(frame: MailFrame): Pick<Footer, "change" | "changeLink"> {
  const changeLink = safeLink(frame.unsubscribeUrl);
  const ask = oneLine(frame.from.address);
  return changeLink === undefined
    ? { change: `To change or stop these mails, write to ${ask}.` }
    : { change: "Unsubscribe", changeLink };
}

function saySeverityScale(): string {
  return SEVERITIES.toReversed()
    .map((severity) => `${SEVERITY_SCALE[severity].word} ${SEVERITY_SCALE[severity].action}`)
    .join(", ");
}

function sayReportIds({ incident }: DigestItem, index: number): string {
  const ids = incident.toldBy
    .slice(0, MOST_IDS)
    .map(({ reportId }) => shorten(oneLine(reportId), LONGEST_ID));
  const more = incident.toldBy.length - ids.length;
  return `${index + 1}: ${ids.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
