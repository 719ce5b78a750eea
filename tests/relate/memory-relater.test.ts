import { expect, test } from "vitest";

import type { Report } from "#src/model/report.ts";
import { memoryRelater } from "#src/relate/memory-relater.ts";

import { aClassification } from "../support/digests.ts";
import { stories } from "../support/stories.ts";

const classification = aClassification({ places: [], regions: [], country: null });

function relateAll(...sent: Partial<Report>[]): string[] {
  const relate = memoryRelater(stories);
  return sent.map((over, i) => {
    const report: Report = {
      id: `r-${i + 1}`,
      source: "wire",
      text: "Shots were fired in the old town.",
      receivedAt: "2026-11-27T18:00:00Z",
      ...over,
    };
    const { relation, incident } = relate({ report, classification, headline: "h", summary: "s" });
    return `${relation} ${incident.id}`;
  });
}

test("the same short text is a copy for two hours", () => {
  const times = ["18:00", "19:59", "20:01"].map((time) => ({
    receivedAt: `2026-11-27T${time}:00Z`,
  }));
  expect(relateAll(...times)).toEqual(["new i-1", "copy i-1", "new i-3"]);
});

test("a source corrects and retracts its own report by the id it gave it", () => {
  const text = "The shots were fireworks.";
  expect(
    relateAll(
      { externalId: "a" },
      { text, externalId: "b", corrects: "a" },
      { text: "Withdrawn.", retracts: "a", source: "another" },
      { text: "Taken back.", retracts: "b" },
    ),
  ).toEqual(["new i-1", "correction i-1", "new i-3", "retraction i-1"]);
});

test("what is dropped from the index with its span is not found again", () => {
  const text =
    "Gunmen killed the mayor Adama Traore at the Kidal bus station on Friday, said governor Ibrahim Cissoko of the region, who blamed militants.";
  const days = ["2026-01-01", "2026-06-01", "2026-06-02"];
  const reports = days.map((day) => ({ text, receivedAt: `${day}T00:00:00Z` }));
  expect(relateAll(...reports)).toEqual(["new i-1", "new i-2", "copy i-2"]);
});
