import type { Digest } from "../model/digest.ts";
import type { RenderedMail } from "../model/mail.ts";
import { oneLine } from "./clean-text.ts";
import { describeDigest, type MapView } from "./describe-digest.ts";
import type { Room } from "./describe-list.ts";
import { keepWords } from "./kept-words.ts";
import type { MailFrame } from "./mail-frame.ts";
import { headersFor, threadHeaders } from "./mail-headers.ts";
import { withinCeiling, type ReaderDigest } from "./tlp-ceiling.ts";
import { writeHtml } from "./write-html.ts";
import { writeText } from "./write-text.ts";

interface Limits {
  readonly bytes: number;
  readonly whole: number;
  readonly brief: number;
}

const LIMITS: Readonly<Record<Digest["mail"]["format"], Limits>> = {
  /** Gmail cuts a mail's HTML at about 102 KB. */
  html: { bytes: 90_000, whole: 40, brief: 60 },
  /** Whoever asks for text alone may be on a poor line: with its headers a mail stays below 15 KB. */
  text: { bytes: 13_000, whole: 40, brief: 20 },
};
/** A storm is told by its worst few and a line for each of the rest. */
const WHOLE_OF_A_STORM = 5;

export interface RenderedDigest extends RenderedMail {
  /** What the HTML shows as a picture; without one the digest is to be rendered without a map. */
  readonly map?: MapView | undefined;
}

/** The one mail of a digest: the same for the same digest and frame, whenever it is made. */
export function renderDigest(sealed: Digest, given: MailFrame): RenderedDigest {
  // What is told again while the mail is fitted into its room, or of one rule beside many items, is worked out once.
  const frame = { ...given, keptWords: given.keptWords ?? keepWords() };
  const digest = withinCeiling(sealed, frame.source);
  return {
    messageId: `<${digest.id}@${frame.listDomain}>`,
    date: digest.sealedAt,
    from: { name: oneLine(frame.from.name), address: frame.from.address },
    to: { name: "", address: digest.delivery.address },
    headers: { ...threadHeaders(digest, frame.listDomain), ...headersFor(digest, frame) },
    ...writeParts(digest, frame),
  };
}

type Parts = Pick<RenderedDigest, "subject" | "text" | "html" | "map">;

/** Tells as many items whole as fit; those left over get a line each, then are counted. */
function writeParts(digest: ReaderDigest, frame: MailFrame): Parts {
  const { format } = digest.mail;
  const { bytes, whole: mostWhole, brief } = LIMITS[format];
  const write = (room: Room): Parts => {
    const view = describeDigest(digest, frame, room);
    const { subject, map } = view;
    const text = writeText(view);
    if (format === "text") return { subject, text };
    return { subject, text, html: writeHtml(view, frame.templates), map };
  };
  if (digest.held?.limit !== undefined) {
    const storm = write({ whole: WHOLE_OF_A_STORM, brief: digest.items.length });
    if (fits(storm, bytes)) return storm;
  }
  const most = Math.min(digest.items.length, mostWhole);
  const all = write({ whole: most, brief });
  if (fits(all, bytes)) return all;
  let [fitting, tooMany] = [1, most];
  while (tooMany - fitting > 1) {
    const whole = Math.trunc((fitting + tooMany) / 2);
    if (fits(write({ whole, brief }), bytes)) fitting = whole;
    else tooMany = whole;
  }
  return write({ whole: fitting, brief });
}

function fits({ text, html }: Parts, largest: number): boolean {
  if (html === undefined) return quotedBytes(text) <= largest;
  return Math.max(Buffer.byteLength(text), Buffer.byteLength(html)) <= largest;
}

/** As large as a text may get in a mail: quoted-printable writes a byte beyond ASCII as three. */
function quotedBytes(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) <= 0x7f) ascii += 1;
  return ascii + 3 * (Buffer.byteLength(text) - ascii);
}
