import { describe, expect, test } from "vitest";

import { independentSources } from "#src/model/incident.ts";
import type { Report } from "#src/model/report.ts";
import { type Known, relateReport } from "#src/relate/relate-report.ts";

import { aClassification, anIncident, aTeller, code } from "../support/digests.ts";

function aReport(over: Partial<Report> = {}): Report {
  return {
    id: "r-1",
    source: "wire",
    text: "A bomb killed three near Gao.",
    receivedAt: "2026-11-21T07:00:00Z",
    ...over,
  };
}

const relate = (report: Report, known: Known = {}, classification = aClassification()) =>
  relateReport(
    { report, classification, headline: "Bomb kills three", summary: "Near Gao." },
    known,
  );

describe("a report that belongs to nothing known", () => {
  test("opens an incident named after it, so that a retry makes the same one", () => {
    const { relation, incident } = relate(aReport());
    expect(relation).toBe("new");
    expect(incident).toMatchObject({ id: "i-1", version: 1, change: "new", changes: [] });
    expect(relate(aReport()).incident).toEqual(incident);
  });

  test.for(["retracts", "corrects"] as const)(
    "opens one even where it %s something unknown: hiding it would be worse",
    (field) => {
      expect(relate(aReport({ [field]: "gone" })).relation).toBe("new");
    },
  );
});

describe("a copy", () => {
  const known = anIncident({ toldBy: [aTeller({ source: "wire" })] });

  test("adds a teller and changes nothing a reader acts on", () => {
    const { relation, incident } = relate(aReport({ source: "field" }), { copyOf: known });
    expect(relation).toBe("copy");
    expect(incident).toMatchObject({
      id: known.id,
      version: known.version + 1,
      change: "minor",
      headline: known.headline,
    });
    expect(incident.toldBy).toHaveLength(2);
  });

  test("does not count as an independent source", () => {
    const { incident } = relate(aReport({ source: "field" }), { copyOf: known });
    expect(independentSources(incident)).toBe(1);
  });
});

describe("a retraction", () => {
  test("marks the incident withdrawn and keeps what was told", () => {
    const known = anIncident();
    const { relation, incident } = relate(aReport({ retracts: "x" }), { refersTo: known });
    expect(relation).toBe("retraction");
    expect(incident).toMatchObject({ change: "retraction", retracted: true });
    expect(incident.classification).toEqual(known.classification);
  });
});

describe("a correction", () => {
  test("tells the new version and what changed", () => {
    const before = anIncident({
      classification: aClassification({
        severity: "severe",
        casualties: { killed: 3, injured: null },
      }),
    });
    const after = aClassification({
      severity: "extreme",
      casualties: { killed: 12, injured: null },
      regions: [code("ML-7"), code("ML")],
    });
    const { relation, incident } = relate(aReport({ corrects: "x" }), { refersTo: before }, after);
    expect(relation).toBe("correction");
    expect(incident.headline).toBe("Bomb kills three");
    expect(incident.changes).toEqual([
      { field: "severity", from: "severe", to: "extreme" },
      { field: "killed", from: "3", to: "12" },
      { field: "place", from: "SY-RD", to: "ML-7" },
    ]);
  });

  test("says so where a figure was or is not known", () => {
    const before = anIncident({
      classification: aClassification({
        casualties: { killed: null, injured: 4 },
        regions: [],
        threats: [],
      }),
    });
    const after = aClassification({ casualties: { killed: 1, injured: null }, regions: [] });
    const { incident } = relate(aReport({ corrects: "x" }), { refersTo: before }, after);
    expect(incident.changes).toContainEqual({ field: "killed", from: "not said", to: "1" });
    expect(incident.changes).toContainEqual({ field: "injured", from: "4", to: "not said" });
    expect(incident.changes).toContainEqual({
      field: "threat",
      from: "none",
      to: "terrorism/suicide-bombing",
    });
  });

  test("brings a withdrawn incident back", () => {
    const known = anIncident({ retracted: true });
    expect(relate(aReport({ corrects: "x" }), { refersTo: known }).incident.retracted).toBe(false);
  });
});
