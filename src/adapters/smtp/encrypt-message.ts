import { hash } from "node:crypto";

import MimeNode from "nodemailer/lib/mime-node";

import { PermanentError } from "../../model/failure.ts";
import type { RenderedMail } from "../../model/mail.ts";
import { composeMessage, oneAddress } from "./compose-message.ts";

/** What stands for the subject outside (RFC 9788, 3.2.1). */
const HIDDEN_SUBJECT = "[...]";

/**
 * PGP/MIME (RFC 3156) with the whole mail inside, its subject among it (RFC 9788;
 * `protected-headers` is what older programs read). Outside stand sender, recipient, date,
 * and what a list must say. Throws a PermanentError where it cannot be encrypted.
 */
export async function encryptMessage(mail: RenderedMail, armoredKey: string): Promise<Buffer> {
  const outer = withoutTraces(mail);
  const inner = protectHeaders(await composeMessage({ ...mail, headers: {} }), outer);
  return wrap(outer, await encrypted(inner, armoredKey, mail.date));
}

/** A Message-ID and a list's name tell what the mail is about, to whoever carries it. */
function withoutTraces(mail: RenderedMail): RenderedMail {
  const domain = mail.messageId.slice(mail.messageId.lastIndexOf("@") + 1);
  const { "Feedback-ID": _, References: _r, "In-Reply-To": _i, ...headers } = mail.headers;
  return {
    ...mail,
    subject: HIDDEN_SUBJECT,
    messageId: `<${hashed(mail.messageId)}@${domain}`,
    headers: { ...headers, "List-ID": `<digests.${domain}` },
  };
}

/** The header of the whole mail, marked as the one to show; and what stands outside in its stead. */
function protectHeaders(inner: Buffer, outer: RenderedMail): Buffer {
  const text = inner.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const head = text
    .slice(0, end)
    .replace(
      /^Content-Type: ([^;\r\n]+)/m,
      'Content-Type: $1; hp="cipher"; protected-headers="v1"',
    );
  const seen = [
    `HP-Outer: Subject: ${outer.subject}`,
    `HP-Outer: Message-ID: ${outer.messageId}`,
    ...head
      .split(/\r\n(?![ \t])/)
      .flatMap((field) => (/^(?:From|To|Date):/.test(field) ? [`HP-Outer: ${field}`] : [])),
  ];
  return Buffer.from(`${[head, ...seen].join("\r\n")}${text.slice(end)}`, "latin1");
}

async function encrypted(inner: Buffer, armoredKey: string, date: string): Promise<string> {
  // Only who has keys pays for loading it.
  const { createMessage, encrypt, readKey } = await import("openpgp");
  try {
    return await encrypt({
      message: await createMessage({ binary: new Uint8Array(inner) }),
      encryptionKeys: await readKey({ armoredKey }),
      // A key that ran out while the mail waited is refused as well.
      date: new Date(Math.max(Date.parse(date), Date.now())),
      format: "armored",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PermanentError("unencryptable", `it cannot be encrypted: ${reason}`);
  }
}

async function wrap(outer: RenderedMail, armored: string): Promise<Buffer> {
  const root = new MimeNode('multipart/encrypted; protocol="application/pgp-encrypted"', {
    baseBoundary: hashed(outer.messageId),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  root.setHeader({
    From: oneAddress(outer.from),
    To: oneAddress(outer.to),
    Subject: outer.subject,
    "Message-ID": outer.messageId,
    Date: new Date(outer.date).toUTCString().replace("GMT", "+0000"),
    "MIME-Version": "1.0",
    ...outer.headers,
  });
  root
    .createChild("application/pgp-encrypted")
    .setHeader("Content-Description", "PGP/MIME version identification")
    .setContent("Version: 1\r\n");
  root
    .createChild("application/octet-stream", { filename: "encrypted.asc" })
    .setHeader("Content-Disposition", "inline; filename=encrypted.asc")
    .setHeader("Content-Transfer-Encoding", "7bit")
    .setContent(armored);
  return root.build();
}

function hashed(text: string): string {
  return hash("sha256", text).slice(0, 24);
}
