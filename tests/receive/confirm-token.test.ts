import { describe, expect, test } from "vitest";

import { readConfirmToken, signConfirmToken } from "#src/receive/confirm-token.ts";
import { readReaderToken, signReaderToken } from "#src/receive/reader-token.ts";

const KEY = Buffer.alloc(32, "key");
const NOW = Temporal.Instant.from("2027-01-10T12:00:00Z");
const asked = { subscriptionId: "desk", address: "reader@example.org" };

describe("a link to confirm by", () => {
  test("brings back whose yes it is, for a week", () => {
    const token = signConfirmToken(KEY, asked, NOW);
    expect(readConfirmToken(KEY, token, NOW.add({ hours: 167 }))).toEqual(asked);
    expect(readConfirmToken(KEY, token, NOW.add({ hours: 168 }))).toBeUndefined();
  });

  test("made by another key, cut short or made up opens nothing", () => {
    const token = signConfirmToken(KEY, asked, NOW);
    for (const text of [token.slice(0, -1), `${token}.x`, "", "a.b"]) {
      expect(readConfirmToken(KEY, text, NOW)).toBeUndefined();
    }
    expect(readConfirmToken(Buffer.alloc(32, "other"), token, NOW)).toBeUndefined();
  });

  test("is no reader's link, nor is a reader's link one to confirm by", () => {
    const token = signConfirmToken(KEY, asked, NOW);
    expect(readReaderToken(KEY, token, NOW).ok).toBe(false);
    const page = signReaderToken(KEY, { ...asked, scope: "page", issuedAt: NOW });
    expect(readConfirmToken(KEY, page, NOW)).toBeUndefined();
  });
});
