import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import MailComposer from "nodemailer/lib/mail-composer";
import { describe, expect, test } from "vitest";

import { messageWriter } from "#src/adapters/smtp/message-writer.ts";
import { writeMime } from "#src/adapters/smtp/write-mime.ts";

/** Letters of one, two, three and four bytes, and all that a writer may trip over. */
const ANY_TEXT = fc
  .array(
    fc.oneof(
      fc.constantFrom("\n", "\r\n", "\r", " ", "\t", ".", "=", "From ", "é", "هجوم", "攻撃", "🚨"),
      fc.string({ maxLength: 100 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

/** As mails have it; what is behind a lone carriage return nodemailer takes for the same line. */
const TEXT = ANY_TEXT.map((text) => text.replaceAll(/\r(?!\n)/g, ""));

const withoutReturns = (text: string) => text.replaceAll(/\r\n?/g, "\n");

describe("quoted-printable", () => {
  test("is read back as the text it was, its lines as SMTP wants them", () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const writer = messageWriter();
        writer.quoted(text);
        const quoted = writer.written().toString("latin1");
        for (const line of quoted.split("\r\n")) {
          expect(line).toMatch(/^(?:[!-<>-~ \t]|=[0-9A-F]{2})*=?$/);
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).not.toMatch(/^\.|[ \t]$/);
        }
        const bytes = quoted
          .replaceAll(/=\r\n/g, "")
          .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
            String.fromCodePoint(Number.parseInt(hex, 16)),
          );
        const back = Buffer.from(bytes, "latin1").toString();
        expect(withoutReturns(back)).toBe(withoutReturns(text).toWellFormed());
      }),
    );
  });
});

describe("a message", () => {
  const layOut = (text: string, html?: string, picture?: Buffer) =>
    new MailComposer({
      messageId: "<one@alerts.example.org>",
      date: new Date(0),
      subject: "Überfall",
      from: "a@example.org",
      to: "b@example.org",
      baseBoundary: "boundary",
      newline: "win",
      text,
      html,
      attachments: picture && [{ cid: "map@x", filename: "map.png", content: picture }],
    }).compile();

  test("reads as the one that nodemailer writes", async () => {
    const parts = fc.record({
      // A mail always has a text part that says something.
      text: TEXT.map((text) => `A digest\n${text}`),
      html: fc.option(TEXT, { nil: undefined }),
      picture: fc.option(fc.uint8Array({ minLength: 1, maxLength: 500 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(parts, async ({ text, html, picture }) => {
        const bytes = picture && Buffer.from(picture);
        const [ours, theirs] = await Promise.all([
          read(writeMime(layOut(text, html, bytes))),
          layOut(text, html, bytes).build().then(read),
        ]);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 60 },
    );
  });

  test("takes the encoding that leaves it readable: none, quoted, and base64 for other letters", () => {
    const encodingOf = (text: string) =>
      /^Content-Transfer-Encoding: (.*)$/m.exec(writeMime(layOut(text)).toString())?.[1]?.trim();
    expect(encodingOf("Two lines\nof plain text")).toBe("7bit");
    expect(encodingOf("a long line ".repeat(20))).toBe("quoted-printable");
    expect(encodingOf("Überfall in Köln")).toBe("quoted-printable");
    expect(encodingOf("هجوم على قافلة")).toBe("base64");
  });
});

async function read(message: Buffer) {
  const { text, html, subject, from, to, attachments, headerLines } = await simpleParser(message);
  const header = headerLines.map(({ line }) => line).filter((line) => !/^content-/i.test(line));
  // Base64 ends where the text does, the other encodings with a line of their own.
  const ended = typeof html === "string" ? html.trimEnd() : html;
  const files = attachments.map(({ content, cid, filename }) => ({ content, cid, filename }));
  return { text: (text ?? "").trimEnd(), html: ended, subject, from, to, header, files };
}
