import { expect, test } from "vitest";

import { withDisputed } from "#src/model/disputed-area.ts";
import { region } from "#tests/classify/place/shipped-gazetteer.ts";

const AREAS = [
  { name: "Crimea", codes: [region("UA-43")], names: [], alsoHeardBy: [region("RU")] },
  { name: "Golan", codes: [], names: ["Golan Heights"], alsoHeardBy: [region("IL")] },
];

test.for([
  ["its code is the event's", ["UA-43", "UA"], [], ["UA-43", "UA", "RU"]],
  ["its name is the event's", ["SY"], ["Golan Heights"], ["SY", "IL"]],
  ["already heard, no code comes twice", ["RU", "UA-43"], [], ["RU", "UA-43"]],
  ["elsewhere nothing changes", ["UA-30", "UA"], ["Kyiv"], ["UA-30", "UA"]],
] as const)("a disputed area is heard by its claimants where %s", ([, codes, names, heard]) => {
  expect(withDisputed(codes.map(region), names, AREAS)).toEqual(heard);
});
