import { expect, test } from "vitest";

import { addressFault } from "#src/config/address.ts";

test.for([
  "a@example.org",
  "first.last+tag@sub.example.co.uk",
  "o'brien@example.org",
  "x@xn--bcher-kva.example",
])("%s is one address", (address) => {
  expect(addressFault(address)).toBeUndefined();
});

test.for([
  ["", "an address is written name@example.org"],
  ["example.org", "an address is written name@example.org"],
  ["@example.org", "an address is written name@example.org"],
  ["a@b@example.org", "an address holds one @"],
  ["a b@example.org", "an address holds no space"],
  ["a@example.org\n", "an address holds no line break"],
  ["a@example.org,b@example.org", "write one address an entry"],
  ["a@example.org;b@example.org", "write one address an entry"],
  ["A <a@example.org>", "write the plain address, without a name or brackets"],
  ['"a"@example.org', "write the plain address, without a name or brackets"],
  ["a(comment)@example.org", "write the plain address, without a name or brackets"],
  [".a@example.org", '".a" cannot stand before the @'],
  ["a..b@example.org", '"a..b" cannot stand before the @'],
  ["ü@example.org", '"ü" cannot stand before the @'],
  [`${"a".repeat(65)}@example.org`, `"${"a".repeat(65)}" cannot stand before the @`],
  ["a@localhost", '"localhost" is not a domain name'],
  ["a@[127.0.0.1]", '"[127.0.0.1]" is not a domain name'],
  ["a@-x.org", '"-x.org" is not a domain name'],
  ["a@bücher.example", '"bücher.example" is not a domain name'],
] as const)("%j is not", ([address, fault]) => {
  expect(addressFault(address)).toBe(fault);
});
