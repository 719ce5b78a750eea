import type { ParsedMail } from "mailparser";

import type { Bounce, BounceKind } from "../model/bounce.ts";
import { withoutAddresses } from "../model/without-addresses.ts";
import { readReaderToken } from "./reader-token.ts";
import { addressId, readReturnPath } from "./return-path.ts";

export type BounceReading =
  | { readonly ok: true; readonly bounce: Bounce }
  | {
      readonly ok: false;
      /** `not-a-report`: a mail. `not-final`: only late. `not-the-reader`: about us or the message. `not-ours`: nothing proves that a mail of ours caused it. */
      readonly reason: "not-a-report" | "not-final" | "not-the-reader" | "not-ours";
    };

const LONGEST_DETAIL = 300;

/**
 * A delivery status (RFC 3464) or a complaint (RFC 5965). Anyone can send one: it counts only where it came to a
 * return path of ours, or brings back a link of ours.
 */
export async function readBounce(
  message: Buffer,
  key: Buffer,
  now: Temporal.Instant,
): Promise<BounceReading> {
  const mail = await parseMail(message);
  const report = mail && reportOf(mail);
  if (!report) return { ok: false, reason: "not-a-report" };
  const kind = kindOf(report);
  if (typeof kind !== "string") return kind;
  const id = provenId(mail, key, now);
  if (id === undefined) return { ok: false, reason: "not-ours" };
  return { ok: true, bounce: { kind, addressId: id, detail: detailOf(report) } };
}

/** Undefined where the parser gives up, as on a thousand parts: it would on every later try, and others wait behind. */
async function parseMail(message: Buffer): Promise<ParsedMail | undefined> {
  // It is large, and bounces are few: whoever has none does not wait for it at every start.
  const { simpleParser } = await import("mailparser");
  const asSent = {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  };
  return simpleParser(message, asSent).catch(() => undefined);
}

type Fields = ReadonlyMap<string, string>;

/** The machine's part; of several recipients' groups the last, as our mails have one. */
function reportOf(mail: ParsedMail): Fields | undefined {
  const part = mail.attachments.find(({ contentType }) =>
    /^message\/(?:global-)?(?:delivery-status|feedback-report)$/.test(contentType),
  );
  return part && fieldsOf(part.content.toString("utf8"));
}

function fieldsOf(text: string): Fields {
  const unfolded = text.replaceAll(/\r?\n[ \t]+/g, " ");
  return new Map(
    unfolded.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [, name, value] = /^([A-Za-z-]+):(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
    }),
  );
}

function kindOf(report: Fields): BounceKind | Extract<BounceReading, { ok: false }> {
  if (report.has("feedback-type")) {
    // `not-spam` takes a complaint back; the other types are not a reader's word.
    const isComplaint = report.get("feedback-type")?.toLowerCase() === "abuse";
    return isComplaint ? "complaint" : { ok: false, reason: "not-the-reader" };
  }
  if (report.get("action")?.toLowerCase() !== "failed") return { ok: false, reason: "not-final" };
  const status = report.get("status") ?? "";
  // Full (RFC 3463 3.3), or out of reach until its server gave up.
  if (/^5\.2\.2\b|^4\./.test(status)) return "soft";
  // The message, its size, its security, its policy: RFC 3463 3.5 to 3.8.
  if (/^5\.(?:2\.3|3\.4|[5-7]\.)/.test(status)) return { ok: false, reason: "not-the-reader" };
  return "hard";
}

/** What only a mail of ours can have brought about. */
function provenId(mail: ParsedMail, key: Buffer, now: Temporal.Instant): string | undefined {
  const arrived = mail.headerLines
    .filter(({ key: name }) => /^(?:to|delivered-to|x-original-to|envelope-to)$/.test(name))
    .flatMap(({ line }) => readReturnPath(key, line) ?? []);
  if (arrived[0] !== undefined) return arrived[0];
  for (const { contentType, content } of mail.attachments) {
    if (!/^(?:message\/|text\/rfc822-headers)/.test(contentType)) continue;
    const link = /\/m\/([A-Za-z0-9_.-]+)/.exec(unfold(content.toString("latin1")))?.[1];
    const reading = link === undefined ? undefined : readReaderToken(key, link, now);
    if (reading?.ok) return addressId(key, reading.token.address);
  }
  return undefined;
}

/** Header lines are broken where they are long, also in the middle of a link. */
function unfold(header: string): string {
  return header.replaceAll(/\r?\n[ \t]+/g, "");
}

function detailOf(report: Fields): string {
  const said = [report.get("status"), report.get("diagnostic-code"), report.get("feedback-type")];
  const detail = said.filter((part) => part !== undefined).join(" ");
  return withoutAddresses(detail).slice(0, LONGEST_DETAIL);
}
