import { expect, test } from "vitest";

import { type HoldPolicy, isConfirmed, reachesTooMany } from "#src/digest/reach.ts";
import { aClassification, anIncident, aTeller } from "#tests/support/digests.ts";

const policy: HoldPolicy = { share: 0.5, readers: 50, minutes: 15, except: "extreme" };

test.for([
  ["more than the share, and enough of them", 51, 100, true],
  ["just the share", 50, 100, false],
  ["the whole of a small installation", 49, 49, false],
  ["many, and yet a small part", 60, 1000, false],
] as const)("%s: %i of %i readers", ([, matched, of, tooMany]) => {
  expect(reachesTooMany({ matched, of }, policy)).toBe(tooMany);
});

test("a share of the whole holds nothing", () => {
  expect(reachesTooMany({ matched: 100, of: 100 }, { ...policy, share: 1 })).toBe(false);
});

test("a second source's own words, or a severity, confirm; a copy does not", () => {
  const other = aTeller({ reportId: "other-1", source: "other" });
  expect(isConfirmed(anIncident(), policy)).toBe(false);
  expect(isConfirmed(anIncident({ toldBy: [aTeller(), other] }), policy)).toBe(true);
  const copied = anIncident({ toldBy: [aTeller(), { ...other, copy: true }] });
  expect(isConfirmed(copied, policy)).toBe(false);
  const classification = aClassification({ severity: "extreme" });
  expect(isConfirmed(anIncident({ classification }), policy)).toBe(true);
});
