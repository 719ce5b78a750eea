import { expect, test } from "vitest";

import { withoutAddresses } from "#src/model/without-addresses.ts";

test.for([
  ["550 5.1.1 <desk@example.org>: no such user", "550 5.1.1 <[address]>: no such user"],
  ["a@b.example and c@d.example", "[address] and [address]"],
  [
    "<desk@ example.org>, where a long line was folded",
    "<[address] example.org>, where a long line was folded",
  ],
  ["<@example.org>: no such domain", "<[address]>: no such domain"],
  ["no address here @ all", "no address here @ all"],
] as const)("%j is told as %j", ([said, told]) => {
  expect(withoutAddresses(said)).toBe(told);
});

test("what stands instead may be nothing", () => {
  expect(withoutAddresses("relay@example.org is full", "")).toBe(" is full");
});
