import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readReaderToken, signReaderToken } from "#src/receive/reader-token.ts";

const key = Buffer.alloc(32, 1);
const reader = { subscriptionId: "levant-desk", address: "desk@example.org" };

test("a token says whose page it opens", () => {
  expect(readReaderToken(key, signReaderToken(key, reader))).toEqual(reader);
});

test("a token of another key opens nothing", () => {
  expect(readReaderToken(Buffer.alloc(32, 2), signReaderToken(key, reader))).toBeUndefined();
});

test("another reader's name under the same seal opens nothing", () => {
  const [, seal] = signReaderToken(key, reader).split(".");
  const other = Buffer.from("levant-desk\nother@example.org").toString("base64url");
  expect(readReaderToken(key, `${other}.${seal}`)).toBeUndefined();
});

test("no other text opens anything", () => {
  fc.assert(
    fc.property(fc.string(), (text) => readReaderToken(key, text) === undefined),
    { examples: [[""], ["."], ["a.b.c"], ["a."]] },
  );
});
