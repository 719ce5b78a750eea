import { hash } from "node:crypto";
import { buffer } from "node:stream/consumers";

import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";

import { PermanentError } from "../../model/failure.ts";
import type { InlinePicture, MailAddress, RenderedMail } from "../../model/mail.ts";
import { writeMime } from "./write-mime.ts";

/** One plain addr-spec: nodemailer would read `a@x, b@y` as two recipients. */
const ADDRESS = /^[^\s@<>(),:;"\\[\]]+@[^\s@<>(),:;"\\[\]]+$/u;

/**
 * The message as RFC 5322 bytes: the same mail always gives the same bytes, so that
 * a repeated send is the same message to whoever receives it.
 * Throws a PermanentError `bad-address` for anything but one address on either side.
 */
export async function composeMessage(mail: RenderedMail): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: mail.messageId,
    date: new Date(mail.date),
    subject: mail.subject,
    from: oneAddress(mail.from),
    to: oneAddress(mail.to),
    headers: { ...mail.headers },
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    ...(mail.picture !== undefined && { attachments: [attach(mail.picture)] }),
    // Left to itself nodemailer draws the boundary by chance.
    baseBoundary: hash("sha256", mail.messageId).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return writeMime(composer.compile());
}

function attach({ contentId, fileName, png }: InlinePicture) {
  return {
    cid: contentId,
    filename: fileName,
    content: Buffer.from(png),
    contentType: "image/png",
    contentDisposition: "inline" as const,
  };
}

/** Throws a PermanentError for anything but one address. */
export function oneAddress({ name, address }: MailAddress): MailAddress {
  if (!ADDRESS.test(address))
    throw new PermanentError("bad-address", "a mail goes to just one plain address");
  return { name, address };
}

export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

/** What RFC 6376 5.4.1 and RFC 8058 4 want covered; nodemailer's own list lacks the one-click field. */
const SIGNED_FIELDS = [
  ["from", "to", "subject", "date", "message-id", "in-reply-to", "references"],
  ["mime-version", "content-type", "content-transfer-encoding"],
  ["list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted", "feedback-id"],
].flat();

/** The same message always gets the same signature: it tells no time. */
export async function signMessage(
  message: Buffer,
  { domain, selector, privateKey }: DkimKey,
): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey,
    headerFieldNames: SIGNED_FIELDS.join(":"),
  });
  const signed = await buffer(signer.sign(message));
  // nodemailer leaves out a signature that it cannot make.
  if (!signed.subarray(0, 16).toString().startsWith("DKIM-Signature:"))
    throw new PermanentError("unsigned", "the mail could not be signed");
  return signed;
}
