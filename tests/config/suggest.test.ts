import { expect, test } from "vitest";

import { suggest } from "#src/config/suggest.ts";

const KNOWN = [
  "severe",
  "extreme",
  "Western Asia",
  "Western Africa",
  { name: "Côte d'Ivoire", write: "CI" },
  { name: "Syria", write: "SY" },
  { name: "SY", write: "SY" },
];

test.for([
  ["a slip", "sevre", "severe"],
  ["two letters swapped", "exrteme", "extreme"],
  ["another case", "SEVERE", "severe"],
  ["no accents", "cote d'ivoire", "CI"],
  ["underscores for spaces", "western_asia", "Western Asia"],
  ["a short code in another case", "sy", "SY"],
  ["the beginning of one name", "Western Af", "Western Africa"],
  ["a name with more after it", "Syrian Arab Republic", "SY"],
] as const)("%s", ([, offered, meant]) => {
  expect(suggest(offered, KNOWN)).toBe(meant);
});

test.for(["SX", "Mars", "xyzzy", ""])("%j is near nothing", (offered) => {
  expect(suggest(offered, KNOWN)).toBeUndefined();
});
