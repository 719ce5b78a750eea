import { expect, test } from "vitest";

import { SiteKeys } from "#src/match/site-keys.ts";
import type { NearClause } from "#src/model/subscription.ts";

const KM = { unknown: 10, minor: 10, moderate: 10, severe: 20, extreme: 30 };
const GAO: NearClause = { name: "Gao", lat: 16.27, lon: -0.04, km: KM };
const KIDAL: NearClause = { name: "Kidal", lat: 18.44, lon: 1.41, km: KM };

test("rules of one point and the same distances share a number, which the next point gets when the last of them goes", () => {
  const keys = new SiteKeys();
  const number = keys.add(GAO);
  expect(keys.add({ ...GAO })).toBe(number);
  expect(keys.remove(GAO)).toBe(number);
  expect(keys.add(KIDAL)).not.toBe(number);
  expect(keys.remove(GAO)).toBe(number);
  expect(keys.add({ ...KIDAL, impactKm: new Map([["bombing", 50]]) })).toBe(number);
});
