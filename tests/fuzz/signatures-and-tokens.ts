import assert from "node:assert/strict";

import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";

import { apiTokenId, hashApiToken, isTokenOf, writeApiToken } from "#src/receive/api-token.ts";
import { readConfirmToken, signConfirmToken } from "#src/receive/confirm-token.ts";
import { readReaderToken, signReaderToken } from "#src/receive/reader-token.ts";
import { readReturnPath, returnPath } from "#src/receive/return-path.ts";
import { verifySignature } from "#src/receive/verify-signature.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { mutated } from "./frame/mutations.ts";
import { varyFields, varyText } from "./frame/variations.ts";

const KEY = Buffer.alloc(32, 7);
const REFERENCE = new Webhook(`whsec_${KEY.toString("base64")}`);

const delivery = fc
  .tuple(
    fc.uuid(),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.integer({ min: -400, max: 400 }),
  )
  .chain(([id, body, age]) => {
    const at = new Date(Date.now() - age * 1000);
    const headers = {
      id,
      timestamp: String(Math.floor(at.getTime() / 1000)),
      signature: REFERENCE.sign(id, at, body),
    };
    const changed = (text: string) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(text) }, mutated(fc.constant(text)));
    return fc.record({
      body: changed(body),
      headers: fc.record({
        id: changed(headers.id),
        timestamp: changed(headers.timestamp),
        signature: changed(headers.signature),
      }),
    });
  });

function referenceAccepts(
  body: string,
  headers: Record<"id" | "timestamp" | "signature", string>,
): boolean {
  try {
    const named = {
      "webhook-id": headers.id,
      "webhook-timestamp": headers.timestamp,
      "webhook-signature": headers.signature,
    };
    REFERENCE.verify(body, named, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

const NOW = Temporal.Instant.from("2026-11-24T12:00:00Z");
const READER_LINK = signReaderToken(KEY, {
  scope: "page",
  issuedAt: NOW,
  subscriptionId: "levant",
  address: "desk@example.org",
});
const CONFIRM_LINK = signConfirmToken(
  KEY,
  { subscriptionId: "levant", address: "desk@example.org" },
  NOW,
);
const API_TOKEN = writeApiToken({ id: Buffer.alloc(6, 1), secret: Buffer.alloc(32, 2) });
const RETURN_PATH = returnPath("bounces@alerts.example.org", KEY, "desk@example.org");

/** One secret text, and whether another is taken for it. */
const FORGERIES = {
  reader: { text: READER_LINK, opens: (text: string) => readReaderToken(KEY, text, NOW).ok },
  confirm: {
    text: CONFIRM_LINK,
    opens: (text: string) => readConfirmToken(KEY, text, NOW) !== undefined,
  },
  api: {
    text: API_TOKEN.text,
    opens: (text: string) =>
      apiTokenId(text) === API_TOKEN.id && isTokenOf(text, hashApiToken(API_TOKEN.text)),
  },
};

export const SIGNATURES_AND_TOKENS = [
  fuzzTarget({
    name: "signature",
    weight: 20,
    inputs: delivery,
    vary: varyFields({
      body: varyText(),
      headers: varyFields({ id: varyText(), timestamp: varyText(), signature: varyText() }),
    }),
    check: ({ body, headers }) => {
      const now = Temporal.Now.instant();
      const verdict = verifySignature(Buffer.from(body), headers, [KEY], now);
      const reference = referenceAccepts(body, headers);
      if (verdict.ok) assert.ok(reference, "accepted what the reference library refuses");
      const isOnTheEdge = Math.abs(now.epochMilliseconds / 1000 - Number(headers.timestamp)) > 298;
      // The library signs the number that it read, without the zeros that the header leads with; the standard, the header.
      const isPlain = /^[1-9]\d{0,11}$/.test(headers.timestamp) && body.isWellFormed();
      if (reference && isPlain && !isOnTheEdge)
        assert.ok(verdict.ok, "refused what the reference library accepts");
    },
  }),
  fuzzTarget({
    name: "token",
    weight: 20,
    inputs: fc.constantFrom("reader", "confirm", "api").chain((of) =>
      fc.record({
        of: fc.constant(of),
        forged: fc.oneof(mutated(fc.constant(FORGERIES[of].text)), fc.string()),
      }),
    ),
    vary: varyFields({ forged: varyText() }),
    check: ({ of, forged }) => {
      const { text, opens } = FORGERIES[of];
      assert.equal(opens(forged), forged === text);
    },
  }),
  fuzzTarget({
    name: "return-path",
    weight: 5,
    inputs: mutated(fc.constant(RETURN_PATH)),
    vary: varyText(),
    check: (forged) => {
      if (readReturnPath(KEY, forged) === undefined) return;
      const tag = /\+[a-z2-7]{26}@/.exec(RETURN_PATH)?.[0] ?? "";
      assert.ok(forged.toLowerCase().includes(tag), "another tag was taken for ours");
    },
  }),
];
