import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readReaderToken, type ReaderToken, signReaderToken } from "#src/receive/reader-token.ts";

const key = Buffer.alloc(32, 7);
const issuedAt = Temporal.Instant.from("2026-11-22T06:00:07Z");
const page: ReaderToken = {
  scope: "page",
  issuedAt,
  subscriptionId: "levant-desk",
  address: "desk@example.org",
  incidentId: undefined,
};
const after = (days: number) => issuedAt.add({ hours: 24 * days });

describe("a reader's link", () => {
  test.for<ReaderToken>([
    page,
    { ...page, scope: "unsubscribe" },
    { ...page, scope: "mute", incidentId: "i-1" },
  ])("is read as it was made: $scope", (token) => {
    expect(readReaderToken(key, signReaderToken(key, token), after(1))).toEqual({
      ok: true,
      token,
    });
  });

  test("is the same whenever it is made for the same mail", () => {
    expect(signReaderToken(key, page)).toBe(signReaderToken(key, { ...page }));
  });

  test("is written as those are that have been sent", () => {
    expect(signReaderToken(key, page)).toBe(
      "cAp0b3czYzcKbGV2YW50LWRlc2sKZGVza0BleGFtcGxlLm9yZwo.k-L5L_fQ6z8jVDSFrZQxM9_P",
    );
  });

  test("fits into a path and a line of a mail, also for the longest address", () => {
    const address = `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.org`;
    const subscriptionId = "s".repeat(64);
    const token = {
      ...page,
      scope: "mute",
      incidentId: "i".repeat(40),
      address,
      subscriptionId,
    } as const;
    const text = signReaderToken(key, token);
    expect(text).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(text.length).toBeLessThanOrEqual(600);
  });

  test("made by another key, or changed anywhere, opens nothing", () => {
    const text = signReaderToken(key, page);
    expect(readReaderToken(Buffer.alloc(32, 8), text, after(1))).toMatchObject({ ok: false });
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom("A", "b", "0", "_", "-", "."),
        (at, letter) => {
          const changed = text.slice(0, at) + letter + text.slice(at + 1);
          fc.pre(changed !== text);
          return !readReaderToken(key, changed, after(1)).ok;
        },
      ),
    );
  });

  test.for(["", ".", "a.b", "a.b.c", "levant-desk"])("%j is none", (text) => {
    expect(readReaderToken(key, text, after(1))).toEqual({ ok: false, reason: "unknown-link" });
  });
});

describe("an old link", () => {
  test.for([
    ["page", 60, "page"],
    ["page", 61, "unsubscribe"],
    ["page", 730, "unsubscribe"],
    ["page", 731, "expired-link"],
    ["mute", 60, "mute"],
    ["mute", 61, "expired-link"],
    ["unsubscribe", 730, "unsubscribe"],
    ["unsubscribe", 731, "expired-link"],
  ] as const)("to a %s opens after %i days: %s", ([scope, days, opens]) => {
    const reading = readReaderToken(key, signReaderToken(key, { ...page, scope }), after(days));
    expect(reading.ok ? reading.token.scope : reading.reason).toBe(opens);
  });
});
