import { describe, expect, test } from "vitest";

import type { Telling } from "#src/relate/next-version.ts";
import { quietReason } from "#src/relate/old-news.ts";
import { relateReport } from "#src/relate/relate-report.ts";

import { aClassification, anIncident } from "../support/digests.ts";

const receivedAt = "2026-11-27T18:00:00Z";

test.for([
  ["of today", {}, "2026-11-27", undefined],
  ["of a month ago", {}, "2026-10-01", "old-news"],
  ["that its sender files as past", { backfill: true }, "2026-11-27", "backfill"],
  ["published long ago, no day told", { publishedAt: "2026-01-05" }, null, "old-news"],
  [
    "of today, published by mistake long ago",
    { publishedAt: "2026-01-05" },
    "2026-11-26",
    undefined,
  ],
  ["of no known time", {}, null, undefined],
] as const)("an event %s is quiet because of: %s", ([, report, occurredOn, reason]) => {
  const occurred = { occurredOn, occurredPrecision: occurredOn && ("day" as const) };
  expect(quietReason({ receivedAt, ...report }, occurred, 30)).toBe(reason);
});

test("nothing is too old where there is no limit", () => {
  const occurred = { occurredOn: "1999-01-01", occurredPrecision: "day" as const };
  expect(quietReason({ receivedAt }, occurred, 0)).toBeUndefined();
});

describe("what is filed without alerting", () => {
  const telling = (
    quiet: Telling["quiet"],
    severity: "severe" | "extreme" = "extreme",
  ): Telling => ({
    report: { id: "r-9", source: "archive", text: "x", receivedAt },
    classification: aClassification({ severity }),
    headline: "h",
    summary: "s",
    quiet,
  });
  const because = {
    as: "story" as const,
    incidentId: "incident-1",
    likest: "r-1",
    score: 0.9,
    sharedTerms: [],
    contributions: [],
  };
  const join = (quiet: Telling["quiet"], incident = anIncident()) =>
    relateReport(telling(quiet), { joins: { incident, because } }).incident;

  test("opens a quiet incident", () => {
    expect(relateReport(telling("backfill"), {}).incident.quiet).toBe("backfill");
  });

  test("wakes nobody by joining one that is told, however grave", () => {
    const milder = anIncident({ classification: aClassification({ severity: "minor" }) });
    expect(join("old-news", milder).change).toBe("minor");
    expect(join("old-news", milder).quiet).toBeUndefined();
    expect(join("old-news", milder).classification).toEqual(milder.classification);
  });

  test("is told as soon as a report of the present tells it", () => {
    expect(join(undefined, anIncident({ quiet: "backfill" })).quiet).toBeUndefined();
    expect(join("backfill", anIncident({ quiet: "backfill" })).quiet).toBe("backfill");
  });
});
