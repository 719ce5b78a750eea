import type { Digest } from "../model/digest.ts";
import type { RenderedMail } from "../model/mail.ts";
import { oneLine } from "./clean-text.ts";
import { describeDigest, preheaderOf, type Room } from "./describe-digest.ts";
import type { MailFrame } from "./mail-frame.ts";
import { headersFor } from "./mail-headers.ts";
import { subjectFor } from "./subject.ts";
import { writeHtml } from "./write-html.ts";
import { writeText } from "./write-text.ts";

/** Gmail cuts a mail's HTML at about 102 KB. */
const LARGEST_PART_BYTES = 90_000;
const MOST_WHOLE = 40;
const MOST_BRIEF = 60;
/** A storm is told by its worst few and a line for each of the rest. */
const WHOLE_OF_A_STORM = 5;

/** The one mail of a digest: the same for the same digest and frame, whenever it is made. */
export function renderDigest(digest: Digest, frame: MailFrame): RenderedMail {
  const subject = subjectFor(digest, frame.placeName);
  return {
    messageId: `<${digest.id}@${frame.listDomain}>`,
    date: digest.sealedAt,
    subject,
    from: { name: oneLine(frame.from.name), address: frame.from.address },
    to: { name: "", address: digest.delivery.address },
    headers: headersFor(digest, frame),
    ...writeParts(digest, frame, subject),
  };
}

type Parts = Pick<RenderedMail, "text" | "html">;

/** Tells as many items whole as fit; those left over get a line each, then are counted. */
function writeParts(digest: Digest, frame: MailFrame, subject: string): Parts {
  const preheader = preheaderOf(digest, frame.placeName);
  const write = (room: Room): Parts => {
    const view = describeDigest(digest, frame, room);
    const text = writeText(view);
    return digest.mail.format === "text"
      ? { text }
      : { text, html: writeHtml(view, { subject, preheader }) };
  };
  if (digest.held?.limit !== undefined) {
    const storm = write({ whole: WHOLE_OF_A_STORM, brief: digest.items.length });
    if (fits(storm)) return storm;
  }
  const most = Math.min(digest.items.length, MOST_WHOLE);
  const all = write({ whole: most, brief: MOST_BRIEF });
  if (fits(all)) return all;
  let [fitting, tooMany] = [1, most];
  while (tooMany - fitting > 1) {
    const whole = Math.trunc((fitting + tooMany) / 2);
    if (fits(write({ whole, brief: MOST_BRIEF }))) fitting = whole;
    else tooMany = whole;
  }
  return write({ whole: fitting, brief: MOST_BRIEF });
}

function fits({ text, html = "" }: Parts): boolean {
  return Math.max(Buffer.byteLength(text), Buffer.byteLength(html)) <= LARGEST_PART_BYTES;
}
