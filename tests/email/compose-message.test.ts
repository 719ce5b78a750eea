import { createHash, createVerify, generateKeyPairSync } from "node:crypto";

import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";

import { composeMessage, signMessage } from "#src/adapters/smtp/compose-message.ts";
import { renderDigest } from "#src/email/render-digest.ts";
import { PermanentError } from "#src/model/failure.ts";
import type { RenderedMail } from "#src/model/mail.ts";
import { aDigest, anItem, FRAME } from "#tests/support/digests.ts";
import { goldenText } from "#tests/support/golden-file.ts";
import { oneItem, tooMany, whatBecame } from "#tests/support/sample-digests.ts";

const MAIL = renderDigest(whatBecame(), FRAME);

describe("a message's bytes", () => {
  test.for([
    ["one item", oneItem],
    ["what became", whatBecame],
    ["too many", tooMany],
  ] as const)("are the same whenever the digest of %s is written", async ([, digest]) => {
    const first = await composeMessage(renderDigest(digest(), FRAME));
    const second = await composeMessage(renderDigest(digest(), FRAME));
    expect(first.equals(second)).toBe(true);
  });

  test("are as last looked at", async () => {
    const actual = (await composeMessage(renderDigest(oneItem(), FRAME))).toString();
    const lines = actual.replaceAll("\r\n", "\n");
    const golden = new URL("../fixtures/mail/one-item.eml", import.meta.url);
    expect(lines).toBe(goldenText(golden, lines));
  });

  test("end every line as SMTP does, none longer than it takes", async () => {
    const lines = (await composeMessage(MAIL)).toString("latin1").split("\r\n");
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
  });

  test("have another boundary for another digest", async () => {
    const other = await composeMessage({ ...MAIL, messageId: "<other@alerts.example.org>" });
    const boundary = /boundary="([^"]+)"/;
    expect(boundary.exec(other.toString())?.[1]).not.toBe(
      boundary.exec((await composeMessage(MAIL)).toString())?.[1],
    );
  });
});

describe("a message read back", () => {
  test("is the mail that was rendered", async () => {
    const parsed = await simpleParser(await composeMessage(MAIL));
    expect(parsed.messageId).toBe(MAIL.messageId);
    expect(parsed.date?.toISOString()).toBe("2026-11-22T06:00:07.000Z");
    expect(parsed.subject).toBe(MAIL.subject);
    expect(parsed.text?.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(parsed.html).toBe(MAIL.html);
    expect(parsed.from?.value).toEqual([{ name: "Tocsin", address: "tocsin@alerts.example.org" }]);
    expect(parsed.attachments).toEqual([]);
  });

  test("has its headers as they were rendered, none encoded past recognition", async () => {
    const lines = (await composeMessage(MAIL)).toString().split("\r\n");
    for (const [name, value] of Object.entries(MAIL.headers))
      expect(lines).toContain(`${name}: ${value}`);
  });

  test("carries its map inside, where the HTML shows it", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const digest = { ...whatBecame(), mail: { format: "html", map: true } } as const;
    const { map, ...mail } = renderDigest(digest, FRAME);
    const contentId = map?.contentId ?? "";
    const picture = { contentId, fileName: "map.png", png };
    const bytes = await composeMessage({ ...mail, picture });
    const parsed = await simpleParser(bytes, { keepCidLinks: true });
    expect(parsed.html).toContain(`cid:${contentId}`);
    expect(parsed.attachments).toMatchObject([
      { cid: contentId, filename: "map.png", contentType: "image/png", related: true },
    ]);
    expect(parsed.attachments[0]?.content.equals(png)).toBe(true);
    expect(bytes.equals(await composeMessage({ ...mail, picture }))).toBe(true);
  });

  test("of text alone has no other part", async () => {
    const { html: _, ...plain } = MAIL;
    const parsed = await simpleParser(await composeMessage(plain));
    expect(parsed.html).toBe(false);
    expect(parsed.text?.trimEnd()).toBe(MAIL.text.trimEnd());
  });
});

describe("one recipient", () => {
  test.for([
    "a@example.org, b@example.org",
    "a@example.org b@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "<a@example.org>",
    "not-an-address",
    "a@b@example.org",
    "",
  ])("%j is refused for good", async (address) => {
    const refused = composeMessage({ ...MAIL, to: { name: "", address } });
    await expect(refused).rejects.toThrow(PermanentError);
    await expect(refused).rejects.toMatchObject({ reason: "bad-address" });
  });
});

describe("whatever stands in names and texts", () => {
  test("the message keeps its own headers and its one recipient", async () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          "\r\n",
          "\n",
          "\r",
          "Bcc: x@example.net",
          "Subject: no",
          ": ",
          "é",
          "\u2028",
          '"',
          "<",
          ",",
          "a@b.example",
        ),
        { minLength: 1 },
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(nasty, async (words) => {
        const digest = aDigest({
          subscriptionName: words,
          items: [anItem({ incident: { headline: words, summary: words } })],
        });
        const mail: RenderedMail = renderDigest(digest, {
          ...FRAME,
          from: { ...FRAME.from, name: words },
        });
        const parsed = await simpleParser(
          await composeMessage({ ...mail, subject: `re ${words}` }),
        );
        expect(parsed.to).toMatchObject({ value: [{ address: "desk@example.org" }] });
        expect(parsed.from?.value.map(({ address }) => address)).toEqual([FRAME.from.address]);
        expect(parsed.cc).toBeUndefined();
        expect(parsed.bcc).toBeUndefined();
        const fields = [...parsed.headers.keys()];
        const usual = await simpleParser(await composeMessage(renderDigest(aDigest(), FRAME)));
        expect(fields.toSorted()).toEqual([...usual.headers.keys()].toSorted());
      }),
      { numRuns: 100 },
    );
  });
});

test("text alone stays below 15 KB whatever it tells, in whatever script", async () => {
  const item = anItem({
    incident: {
      headline: "محتجون يقطعون الطريق ".repeat(12),
      summary: "قطع محتجون طريق المطار ".repeat(20),
    },
  });
  const digest = aDigest({ items: [item, ...Array(200).fill(item)], mail: { format: "text" } });
  const bytes = await composeMessage(renderDigest(digest, FRAME));
  expect(bytes.length).toBeLessThan(15_000);
  expect(bytes.length).toBeGreaterThan(8_000);
});

test("a neutral subject leaves nothing of what happened to an inbox", async () => {
  const mail = { format: "html", subject: "neutral" } as const;
  const { subject, html = "" } = renderDigest(aDigest({ mail }), FRAME);
  expect(subject).not.toMatch(/bomb|Syria|SEVERE/i);
  const shown = html.slice(html.indexOf('class="preheader"'), html.indexOf("<table"));
  expect(shown).toContain("Open the mail to read it.");
  expect(shown).not.toMatch(/bomb|Syria|SEVERE/i);
});

describe("a signed message", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = {
    domain: "alerts.example.org",
    selector: "t2026",
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
  };

  /** RFC 6376 with relaxed/relaxed, as a receiver reads it. */
  function read(message: Buffer) {
    const [head = "", ...rest] = message.toString("latin1").split("\r\n\r\n");
    const fields = head.split(/\r\n(?![ \t])/).map((field) => {
      const [name = "", ...value] = field.split(":");
      const unfolded = value
        .join(":")
        .replaceAll(/\r\n/g, "")
        .replaceAll(/[ \t]+/g, " ")
        .trim();
      return { name: name.toLowerCase(), value: unfolded };
    });
    const body = rest
      .join("\r\n\r\n")
      .replaceAll(/[ \t]+(?=\r\n)/g, "")
      .replaceAll(/[ \t]+/g, " ")
      .replace(/(?:\r\n)*$/, "\r\n");
    const signature = fields.find(({ name }) => name === "dkim-signature")?.value ?? "";
    const tags = new Map(
      signature.split(";").map((tag) => {
        const [name = "", ...value] = tag.split("=");
        return [name.trim(), value.join("=").replaceAll(" ", "")];
      }),
    );
    const covered = tags.get("h")?.split(":") ?? [];
    const signed = covered.map(
      (name) => `${name}:${fields.findLast((field) => field.name === name)?.value ?? ""}`,
    );
    const bare = signature.replace(/\bb=[^;]*$/, "b=");
    const verify = createVerify("RSA-SHA256").update(
      [...signed, `dkim-signature:${bare}`].join("\r\n"),
      "latin1",
    );
    const bodyHash = createHash("sha256").update(body, "latin1").digest("base64");
    return {
      tags,
      covered,
      isSound:
        bodyHash === tags.get("bh") && verify.verify(publicKey, tags.get("b") ?? "", "base64"),
    };
  }

  test("holds for whoever checks it, and covers what one-click unsubscribe needs", async () => {
    const { tags, covered, isSound } = read(await signMessage(await composeMessage(MAIL), key));
    expect(isSound).toBe(true);
    expect([tags.get("d"), tags.get("s")]).toEqual(["alerts.example.org", "t2026"]);
    for (const name of ["from", "subject", "date", "list-unsubscribe", "list-unsubscribe-post"])
      expect(covered).toContain(name);
  });

  test("does not hold for another text", async () => {
    const signed = await signMessage(await composeMessage(MAIL), key);
    const other = Buffer.from(signed.toString("latin1").replace("Syria", "Mali "), "latin1");
    expect(read(other).isSound).toBe(false);
  });

  test("is the same bytes whenever it is signed, and else the message as it was", async () => {
    const message = await composeMessage(MAIL);
    const signed = await signMessage(message, key);
    expect((await signMessage(message, key)).equals(signed)).toBe(true);
    expect(signed.subarray(signed.length - message.length).equals(message)).toBe(true);
  });

  test("that cannot be signed is not sent unsigned", async () => {
    await expect(
      signMessage(await composeMessage(MAIL), { ...key, privateKey: "no key" }),
    ).rejects.toThrow(PermanentError);
  });
});
