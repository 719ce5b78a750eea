import { expect, test } from "vitest";

import type { FiledReport } from "#src/cli/read-reports.ts";
import { rehearseLog } from "#src/cli/rehearse-log.ts";
import { aClassification } from "#tests/support/digests.ts";

import { stories } from "../support/stories.ts";

const WINDOW = {
  from: Temporal.Instant.from("2026-11-20T07:00:00Z"),
  to: Temporal.Instant.from("2026-11-21T07:00:00Z"),
};

const UNSAID = {
  title: undefined,
  url: undefined,
  publishedAt: undefined,
  language: undefined,
  source: undefined,
};

/** What each version of the log tells, of the incident that the nth report of the file opened. */
function log(...reports: Partial<FiledReport>[]): string[] {
  const filed = reports.map((one, i) => ({
    ...UNSAID,
    text: `Shots were fired in town ${i}.`,
    ...one,
  }));
  const read = () => ({ classification: aClassification(), headline: "h", summary: "s" });
  return rehearseLog(filed, WINDOW, { read, stories, maxAgeDays: 30 }).map(
    ({ incident: { id, version, change } }) => `${id} v${version} ${change}`,
  );
}

test.for([
  ["before it begins", "2026-11-20T06:59:59Z", []],
  ["as it begins", "2026-11-20T07:00:00Z", ["i-1 v1 new"]],
  ["before it ends", "2026-11-21T06:59:59Z", ["i-1 v1 new"]],
  ["as it ends", "2026-11-21T07:00:00Z", []],
  ["on a day within, its hour not said", "2026-11-21", ["i-1 v1 new"]],
  ["on a day before", "2026-11-20", []],
  ["nobody knows when", undefined, ["i-1 v1 new"]],
  ["at a time that cannot be read", "on Friday", ["i-1 v1 new"]],
] as const)("a window holds what came in it: a report %s", ([, publishedAt, expected]) => {
  expect(log({ publishedAt })).toEqual(expected);
});

test("a time of receipt in the file goes before the time of publication", () => {
  const late = { publishedAt: "2026-11-01", receivedAt: "2026-11-21T06:00:00Z" };
  expect(log(late)).toEqual(["i-1 v1 new"]);
});

test("the log is in the order of receipt, whatever the file's", () => {
  const later = { publishedAt: "2026-11-21T06:00:00Z" };
  const earlier = { publishedAt: "2026-11-21T05:00:00Z" };
  expect(log(later, earlier)).toEqual(["i-2 v1 new", "i-1 v1 new"]);
});

test("what a report before the window opened is carried on in it", () => {
  const told = { externalId: "w-1", publishedAt: "2026-11-20T06:00:00Z" };
  const withdrawn = { retracts: "w-1", publishedAt: "2026-11-20T08:00:00Z" };
  expect(log(told, withdrawn)).toEqual(["i-1 v2 retraction"]);
});

test("a short text is a copy for two hours, and then another event", () => {
  const at = (publishedAt: string) => ({ text: "Sirens sounded in Sderot.", publishedAt });
  expect(
    log(
      at("2026-11-20T08:00:00Z"),
      at("2026-11-20T09:59:59Z"),
      at("2026-11-20T10:00:00Z"),
      at("2026-11-20T11:00:00Z"),
    ),
  ).toEqual(["i-1 v1 new", "i-1 v2 minor", "i-3 v1 new", "i-3 v2 minor"]);
});

test.for([
  ["its own source", "wire", ["i-1 v1 new", "i-1 v2 correction"]],
  ["another that uses the same ids", "field", ["i-1 v1 new", "i-2 v1 new"]],
] as const)("a correction is followed to the report of %s", ([, source, expected]) => {
  const told = { externalId: "w-1", source: "wire" };
  expect(log(told, { corrects: "w-1", source })).toEqual(expected);
});
