import type { DigestItem } from "../model/digest.ts";
import { SEVERITIES } from "../model/severity.ts";
import { oneLine } from "./clean-text.ts";
import type { MailFrame } from "./mail-frame.ts";
import { safeLink, type Link } from "./safe-link.ts";
import { SEVERITY_SCALE } from "./severity-scale.ts";
import type { ReaderDigest } from "./tlp-ceiling.ts";

export interface Footer {
  readonly origin: string;
  readonly scale: string;
  readonly made: string;
  /** Absent where no item is told. */
  readonly reports?: string | undefined;
  readonly credit: string;
  /** How to see what the mail only counts; absent where it tells everything. */
  readonly more?: string | undefined;
  /** The reader's page, which has every item of their last digest. */
  readonly moreLink?: Link | undefined;
  readonly change: string;
  readonly changeLink?: Link | undefined;
  /** Where the only story of a mail is muted. */
  readonly muteLink?: Link | undefined;
}

interface Told extends Pick<Footer, "reports"> {
  /** Whole. */
  readonly told: readonly DigestItem[];
  readonly hasMore: boolean;
}

const CHANGE = "Change, pause, mute or stop these mails";
const SCALE = SEVERITIES.toReversed()
  .map((severity) => `${SEVERITY_SCALE[severity].word} ${SEVERITY_SCALE[severity].action}`)
  .join(", ");

export function footerOf(
  digest: ReaderDigest,
  frame: MailFrame,
  { told, reports, hasMore }: Told,
): Footer {
  return {
    origin: "Compiled automatically from news reports; preliminary; verify before acting.",
    scale: `Severity: ${SCALE}.`,
    made: `Digest ${digest.id}, classifier ${oneLine(frame.classifierVersion)}.`,
    reports,
    credit: "Place names: GeoNames, CC BY 4.0.",
    ...(hasMore && seeAll(digest, frame)),
    ...wayOut(frame),
    ...muting(told, frame),
  };
}

function seeAll({ id }: ReaderDigest, frame: MailFrame): Pick<Footer, "more" | "moreLink"> {
  const moreLink = safeLink(frame.pageUrl);
  if (moreLink !== undefined) return { more: "All items, each with its reason", moreLink };
  return { more: `For the whole of it, ask ${oneLine(frame.from.address)} for digest ${id}.` };
}

/** In a mail of many stories the page has a button for each. */
function muting([only, other]: readonly DigestItem[], frame: MailFrame): Pick<Footer, "muteLink"> {
  if (only === undefined || other !== undefined) return {};
  return { muteLink: safeLink(frame.muteUrl?.(only.incident.id)) };
}

/** How a reader changes or stops these mails. */
export function wayOut(frame: MailFrame): Pick<Footer, "change" | "changeLink"> {
  const pageLink = safeLink(frame.pageUrl);
  if (pageLink !== undefined) return { change: CHANGE, changeLink: pageLink };
  const changeLink = safeLink(frame.unsubscribeUrl);
  const ask = oneLine(frame.from.address);
  return changeLink === undefined
    ? { change: `To change or stop these mails, write to ${ask}.` }
    : { change: "Unsubscribe", changeLink };
}
