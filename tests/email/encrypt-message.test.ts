import { simpleParser } from "mailparser";
import { decrypt, readMessage } from "openpgp";
import { describe, expect, test } from "vitest";

import { encryptMessage } from "#src/adapters/smtp/encrypt-message.ts";
import { SHIPPED_TEMPLATES } from "#src/email/mail-templates.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { PermanentError } from "#src/model/failure.ts";
import { composeMail } from "#src/roles/compose-mail.ts";
import { SMALL_ATLAS } from "#tests/support/atlas.ts";
import { aDigest, FRAME } from "#tests/support/digests.ts";
import { aKeyPair } from "#tests/support/reader-keys.ts";

const READER = "desk@example.org";
const MAIL = renderDigest(aDigest(), FRAME);
const pair = await aKeyPair([READER]);
const expired = await aKeyPair([READER], {
  lastsDays: 1,
  since: new Date("2025-01-01T00:00:00Z"),
});

async function opened(message: Buffer) {
  const parsed = await simpleParser(message);
  const armored = parsed.attachments.find(({ filename }) => filename === "encrypted.asc");
  const { data } = await decrypt({
    message: await readMessage({ armoredMessage: armored?.content.toString() ?? "" }),
    decryptionKeys: await pair.forDecryption(),
    format: "binary",
  });
  return { outer: parsed, inner: Buffer.from(data as Uint8Array) };
}

describe("an encrypted mail", () => {
  test("is read by its reader as the mail that was rendered, its subject among it", async () => {
    const { inner } = await opened(await encryptMessage(MAIL, pair.publicKey));
    const parsed = await simpleParser(inner);
    expect(parsed.subject).toBe(MAIL.subject);
    expect(parsed.text?.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(parsed.html).toBe(MAIL.html);
    expect(parsed.messageId).toBe(MAIL.messageId);
  });

  test("says to a mail program which subject is the one to show", async () => {
    const { inner } = await opened(await encryptMessage(MAIL, pair.publicKey));
    const head = inner.toString().split("\r\n\r\n")[0] ?? "";
    expect(head).toMatch(
      /^Content-Type: multipart\/alternative; hp="cipher"; protected-headers="v1"/m,
    );
    expect(head).toContain("HP-Outer: Subject: [...]");
    expect(head).toContain("HP-Outer: To: desk@example.org");
  });

  test("shows nothing of what it tells to whoever carries it", async () => {
    const message = await encryptMessage(MAIL, pair.publicKey);
    const seen = message.toString("latin1").split("-----BEGIN PGP MESSAGE-----")[0] ?? "";
    expect(seen).toContain("Subject: [...]\r\n");
    expect(seen).not.toMatch(/levant|syria|bomb|severe|damascus/i);
    expect(seen).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  });

  test("is PGP/MIME", async () => {
    const message = (await encryptMessage(MAIL, pair.publicKey)).toString("latin1");
    expect(message).toMatch(
      /^Content-Type: multipart\/encrypted;\s+protocol="application\/pgp-encrypted"/m,
    );
    expect(message).toContain("Content-Type: application/pgp-encrypted");
    expect(message).toContain("Version: 1");
    expect(message.split("\r\n").every((line) => !/[\r\n]/.test(line) && line.length < 998)).toBe(
      true,
    );
  });

  test("of text alone is one as well", async () => {
    const { html: _, ...plain } = MAIL;
    const { inner } = await opened(await encryptMessage(plain, pair.publicKey));
    expect((await simpleParser(inner)).text?.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(inner.toString()).toContain('Content-Type: text/plain; hp="cipher"');
  });
});

describe("what cannot be encrypted is not sent", () => {
  const settings = {
    mailFrom: "tocsin@alerts.example.org",
    publicUrl: "https://tocsin.example.org",
    idempotencyHeader: undefined,
    dkim: undefined,
    bounceAddress: undefined,
    tokenKey: Buffer.alloc(32),
    atlas: SMALL_ATLAS,
    sources: [],
    templates: SHIPPED_TEMPLATES,
    paintMap: async () => undefined,
  };
  const secret = aDigest({ mail: { format: "html", openpgp: "desk.asc" } });

  test.for([
    ["no key", undefined],
    ["no key at all", "not a key"],
    ["a key that has run out", expired.publicKey],
  ] as const)("%s", async ([, key]) => {
    const composed = composeMail(secret, { ...settings, keyFor: () => key });
    await expect(composed).rejects.toThrow(PermanentError);
  });

  test("with its key it is, and never in plain words", async () => {
    const { bytes } = await composeMail(secret, { ...settings, keyFor: () => pair.publicKey });
    expect(bytes.toString("latin1")).toContain("-----BEGIN PGP MESSAGE-----");
    expect(bytes.toString("latin1")).not.toMatch(/checkpoint|Damascus/);
  });
});
