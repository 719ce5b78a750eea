import { describe, expect, test } from "vitest";

import { independentSources } from "#src/model/incident.ts";
import type { Incident } from "#src/model/incident.ts";
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

describe("another telling of a known event", () => {
  const known = anIncident({
    text: "A bomb killed three near Gao.",
    toldBy: [aTeller({ source: "wire" })],
    classification: aClassification({
      severity: "severe",
      casualties: { killed: 3, injured: null },
    }),
  });
  const because = {
    as: "story" as const,
    incidentId: known.id,
    likest: "r-0",
    score: 0.97,
    sharedTerms: ["gao"],
    contributions: [],
  };
  const join = (toll: number, severity: "severe" | "extreme" = "severe", incident = known) =>
    relate(
      aReport({ source: "field", text: "Twelve died in the Gao blast." }),
      { joins: { incident, because } },
      aClassification({ severity, casualties: { killed: toll, injured: null } }),
    );

  test("counts as an independent source and says why it was joined", () => {
    const { relation, incident } = join(3);
    expect(relation).toBe("same");
    expect(incident).toMatchObject({ id: known.id, change: "minor", changes: [] });
    expect(independentSources(incident)).toBe(2);
    expect(incident.toldBy[1]?.joined).toEqual({ as: "story", score: 0.97, terms: ["gao"] });
  });

  test("is an update, and leads, where it is graver", () => {
    const { relation, incident } = join(12, "extreme");
    expect(relation).toBe("update");
    expect(incident).toMatchObject({ change: "material", headline: "Bomb kills three" });
    expect(incident.toldBy.map(({ source }) => source)).toEqual(["field", "wire"]);
    expect(incident.changes).toEqual([
      { field: "severity", from: "severe", to: "extreme" },
      { field: "killed", from: "3", to: "12" },
    ]);
  });

  test("keeps what a minor one changed for the next that is told", () => {
    expect(join(4).incident).toMatchObject({
      change: "minor",
      changes: [{ field: "killed", from: "3", to: "4" }],
      headline: known.headline,
    });
  });

  test("lends its words to rules over words, the leading telling's first", () => {
    expect(join(3).incident.text).toBe(
      "A bomb killed three near Gao.\n\nTwelve died in the Gao blast.",
    );
    expect(join(12, "extreme").incident.text).toMatch(/^Twelve died/);
  });

  test("of an incident that was withdrawn opens one of its own", () => {
    expect(join(3, "severe", { ...known, retracted: true }).relation).toBe("new");
  });
});

describe("a retraction", () => {
  const wire = aTeller({ source: "wire", externalId: "w-1" });
  const copied = aTeller({ source: "rumour", externalId: "c-1", copy: true });
  const field = aTeller({ source: "field", externalId: "f-1" });
  const retract = (source: string, retracts: string, toldBy: Incident["toldBy"]) =>
    relate(aReport({ source, retracts }), { refersTo: anIncident({ toldBy }) }).incident;

  test("by the only source withdraws the incident and keeps what was told", () => {
    const incident = retract("wire", "w-1", [wire]);
    expect(incident).toMatchObject({ change: "retraction", retracted: true });
    expect(incident.classification).toEqual(anIncident().classification);
  });

  test("takes the copies of a story with it", () => {
    expect(retract("wire", "w-1", [wire, copied]).retracted).toBe(true);
  });

  test.for([
    ["by a source that only copied it", "rumour", "c-1", [wire, copied]],
    ["by one of two that told it in their own words", "wire", "w-1", [wire, field]],
  ] as const)("%s leaves the incident standing", ([, source, externalId, toldBy]) => {
    const incident = retract(source, externalId, toldBy);
    expect(incident).toMatchObject({ change: "minor", retracted: false });
    expect(independentSources(incident)).toBe(1);
  });

  test("of one that is withdrawn already tells nobody again", () => {
    const gone = retract("wire", "w-1", [wire, copied]);
    const notice = aReport({ id: "r-9", source: "rumour", retracts: "c-1" });
    expect(relate(notice, { refersTo: gone }).incident).toMatchObject({
      change: "minor",
      retracted: true,
    });
  });

  test("by the last of them withdraws it", () => {
    const once = retract("wire", "w-1", [wire, field]);
    expect(retract("field", "f-1", once.toldBy).retracted).toBe(true);
  });
});

describe("a correction", () => {
  test("tells the new version and what changed", () => {
    const before = anIncident({
      toldBy: [aTeller({ externalId: "x" })],
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
      toldBy: [aTeller({ externalId: "x" })],
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

  test("by a source that does not lead the story adds a teller and changes nothing", () => {
    const before = anIncident({
      toldBy: [aTeller(), aTeller({ source: "rumour", externalId: "x" })],
    });
    const { incident } = relate(aReport({ source: "rumour", corrects: "x" }), { refersTo: before });
    expect(incident).toMatchObject({ change: "minor", headline: before.headline });
  });

  test.for([
    ["the first", "a"],
    ["the corrected", "b"],
  ])("can be withdrawn by naming %s telling", ([, retracts]) => {
    const first = anIncident({ toldBy: [aTeller({ externalId: "a" })] });
    const corrected = relate(aReport({ externalId: "b", corrects: "a" }), { refersTo: first });
    const { incident } = relate(aReport({ retracts }), { refersTo: corrected.incident });
    expect(incident).toMatchObject({ change: "retraction", retracted: true });
  });

  test.for([
    ["the first telling", "a"],
    ["the last one", "b"],
  ])("can be corrected again by naming %s", ([, corrects]) => {
    const first = anIncident({ toldBy: [aTeller({ externalId: "a" })] });
    const corrected = relate(aReport({ externalId: "b", corrects: "a" }), { refersTo: first });
    const { incident } = relate(aReport({ id: "r-3", corrects }), { refersTo: corrected.incident });
    expect(incident.change).toBe("correction");
    expect(independentSources(incident)).toBe(1);
  });

  test("brings a withdrawn incident back", () => {
    const known = anIncident({ retracted: true, toldBy: [aTeller({ externalId: "x" })] });
    expect(relate(aReport({ corrects: "x" }), { refersTo: known }).incident.retracted).toBe(false);
  });
});
