import { describe, expect, test } from "vitest";

import { headersFor } from "#src/email/mail-headers.ts";
import { aDigest, FRAME } from "#tests/support/digests.ts";

describe("the headers of a mail", () => {
  test("name its list and say that a machine wrote it", () => {
    expect(headersFor(aDigest(), FRAME)).toEqual({
      "List-ID": "Levant desk <levant-desk.alerts.example.org>",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      Precedence: "list",
      "List-Unsubscribe": "<https://tocsin.example.org/m/c29tZS10b2tlbg>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  test("promise one click over https alone", () => {
    const headers = headersFor(aDigest(), { ...FRAME, unsubscribeUrl: "http://host.local/m/t" });
    expect(headers["List-Unsubscribe"]).toBe("<http://host.local/m/t>");
    expect(headers).not.toHaveProperty("List-Unsubscribe-Post");
  });

  test("promise no page where there is none", () => {
    const headers = headersFor(aDigest(), { ...FRAME, unsubscribeUrl: undefined });
    expect(headers).not.toHaveProperty("List-Unsubscribe");
    expect(headers).not.toHaveProperty("List-Unsubscribe-Post");
  });

  test("carry the digest's id for a relay that drops repeats", () => {
    const headers = headersFor(aDigest(), { ...FRAME, idempotencyHeader: "X-Idempotency-Key" });
    expect(headers["X-Idempotency-Key"]).toBe("levant-desk.at.3f2a9c01b7.mi9k2f00-12");
  });

  test("leave a name of other letters to the mail's body", () => {
    expect(headersFor(aDigest({ subscriptionName: "Büro Süd" }), FRAME)["List-ID"]).toBe(
      "<levant-desk.alerts.example.org>",
    );
  });
});
