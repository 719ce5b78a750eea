import { expect, test } from "vitest";

import { mergeLeftOut } from "#src/digest/left-out.ts";
import { type LeftOut, NOTHING_LEFT_OUT } from "#src/model/digest.ts";

const folded = (id: string) => [
  { under: "i-1", inhibition: "coup", incidents: [{ id, type: null, region: null }] },
];

const BEFORE: LeftOut = {
  folded: folded("i-2"),
  withdrawn: 1,
  skipped: { count: 3, before: "2027-01-10T06:00:00Z" },
  beyond: { count: 5, severity: "severe" },
};

test.for<[name: string, before: LeftOut, then: LeftOut, all: LeftOut]>([
  ["nothing to nothing", NOTHING_LEFT_OUT, NOTHING_LEFT_OUT, NOTHING_LEFT_OUT],
  ["nothing to something", BEFORE, NOTHING_LEFT_OUT, BEFORE],
  ["something to nothing", NOTHING_LEFT_OUT, BEFORE, BEFORE],
  [
    "what was milder, by a later reach",
    BEFORE,
    {
      folded: folded("i-3"),
      withdrawn: 2,
      skipped: { count: 1, before: "2027-01-11T06:00:00Z" },
      beyond: { count: 1, severity: "minor" },
    },
    {
      folded: [
        {
          ...folded("i-2")[0],
          incidents: [...folded("i-2"), ...folded("i-3")].flatMap((one) => one.incidents),
        },
      ] as LeftOut["folded"],
      withdrawn: 3,
      skipped: { count: 4, before: "2027-01-11T06:00:00Z" },
      beyond: { count: 6, severity: "severe" },
    },
  ],
  [
    "what was worse, by an earlier reach",
    BEFORE,
    {
      ...NOTHING_LEFT_OUT,
      skipped: { count: 1, before: "2027-01-09T06:00:00Z" },
      beyond: { count: 1, severity: "extreme" },
    },
    {
      ...BEFORE,
      skipped: { count: 4, before: "2027-01-10T06:00:00Z" },
      beyond: { count: 6, severity: "extreme" },
    },
  ],
])("what is left out adds up until it is said: %s", ([, before, then, all]) => {
  expect(mergeLeftOut(before, then)).toEqual(all);
});
