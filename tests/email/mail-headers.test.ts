import { describe, expect, test } from "vitest";

import { headersFor, threadHeaders } from "#src/email/mail-headers.ts";
import { aDigest, anItem, FRAME } from "#tests/support/digests.ts";

describe("the headers of a mail", () => {
  test("name its list and say that a machine wrote it", () => {
    expect(headersFor(aDigest(), FRAME)).toEqual({
      "List-ID": "Levant desk <levant-desk.alerts.example.org>",
      "Feedback-ID": "levant-desk:at:digest:tocsin",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      Precedence: "list",
      "List-Unsubscribe": "<https://tocsin.example.org/m/c29tZS10b2tlbg>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  test("promise one click over https alone", () => {
    const headers = headersFor(aDigest(), {
      ...FRAME,
      unsubscribeUrl: "http://host.local/m/t",
    });
    expect(headers["List-Unsubscribe"]).toBe("<http://host.local/m/t>");
    expect(headers).not.toHaveProperty("List-Unsubscribe-Post");
  });

  test("promise no page where there is none", () => {
    const headers = headersFor(aDigest(), { ...FRAME, unsubscribeUrl: undefined });
    expect(headers).not.toHaveProperty("List-Unsubscribe");
    expect(headers).not.toHaveProperty("List-Unsubscribe-Post");
  });

  test("carry the digest's id for a relay that drops repeats", () => {
    const headers = headersFor(aDigest(), {
      ...FRAME,
      idempotencyHeader: "X-Idempotency-Key",
    });
    expect(headers["X-Idempotency-Key"]).toBe("levant-desk.at.3f2a9c01b7.mi9k2f00-12");
  });

  test("leave a name of other letters to the mail's body", () => {
    expect(headersFor(aDigest({ subscriptionName: "Büro Süd" }), FRAME)["List-ID"]).toBe(
      "<levant-desk.alerts.example.org>",
    );
  });

  test("name no list beside a neutral subject", () => {
    const mail = { format: "html", subject: "neutral" } as const;
    expect(headersFor(aDigest({ mail }), FRAME)["List-ID"]).toBe(
      "<levant-desk.alerts.example.org>",
    );
  });
});

describe("mails about one incident alone", () => {
  const story = "<story.incident-1.levant-desk.at.3f2a9c01b7@alerts.example.org>";

  test("share a thread, which the first opens and the later ones answer", () => {
    const first = threadHeaders(aDigest(), FRAME.listDomain);
    const later = threadHeaders(aDigest({ items: [anItem({ kind: "update" })] }), FRAME.listDomain);
    expect(first).toMatchObject({ References: story });
    expect(first).not.toHaveProperty("In-Reply-To");
    expect(later).toMatchObject({ References: story, "In-Reply-To": story });
  });

  test("are apart from digests of several", () => {
    const digest = aDigest({ items: [anItem(), anItem({ kind: "update" })] });
    expect(threadHeaders(digest, FRAME.listDomain)).not.toHaveProperty("References");
  });
});
