import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  apiTokenId,
  hashApiToken,
  isSameSecret,
  isTokenOf,
  writeApiToken,
} from "#src/receive/api-token.ts";

const chance = fc.record({
  id: fc.uint8Array({ minLength: 6, maxLength: 6 }),
  secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});

describe("an API token", () => {
  test("carries its id, and is known again by its hash alone", () => {
    fc.assert(
      fc.property(chance, (made) => {
        const { id, text } = writeApiToken(made);
        expect(apiTokenId(text)).toBe(id);
        expect(isTokenOf(text, hashApiToken(text))).toBe(true);
      }),
    );
  });

  test("with one character changed is another one", () => {
    const { text } = writeApiToken({ id: new Uint8Array(6), secret: new Uint8Array(32) });
    const other = `${text.slice(0, -1)}B`;
    expect(apiTokenId(other)).toBe(apiTokenId(text));
    expect(isTokenOf(other, hashApiToken(text))).toBe(false);
  });

  test.for([
    "",
    "tcs_",
    "tcs_0123456789ab_short",
    "Bearer tcs_0123456789ab",
    "a-token-for-reading",
  ])("is not %o", (text) => {
    expect(apiTokenId(text)).toBeUndefined();
  });

  test("is made of enough chance or not at all", () => {
    expect(() => writeApiToken({ id: new Uint8Array(6), secret: new Uint8Array(8) })).toThrow(
      RangeError,
    );
  });
});

test("two secrets are the same only where every character is", () => {
  expect(isSameSecret("one-and-the-same", "one-and-the-same")).toBe(true);
  expect(isSameSecret("one-and-the-same", "one-and-the-Same")).toBe(false);
  expect(isSameSecret("", "one-and-the-same")).toBe(false);
});
