import { describe, expect, test } from "vitest";

import { independentSources, type Incident } from "#src/model/incident.ts";
import type { Severity } from "#src/model/severity.ts";
import type { Related, Telling } from "#src/relate/next-version.ts";
import { relateReport } from "#src/relate/relate-report.ts";

import { aClassification, code } from "../support/digests.ts";

interface Sent {
  readonly says: string;
  readonly source?: string;
  readonly killed?: number | null;
  readonly severity?: Severity;
  readonly region?: string;
  readonly text?: string;
  readonly retracts?: string;
  readonly corrects?: string;
  /** Known for a copy of the story, not for a telling of it. */
  readonly copy?: boolean;
}

const WORDS =
  "Gunmen in pickup trucks attacked the convoy near the old fuel depot on Friday while drivers slept, and burned four lorries that carried flour.";

/** Told one after another of one event; `says` is the report's own id at its source. */
function tellAll(...sent: readonly Sent[]): Incident[] {
  const tellings: Telling[] = [];
  const versions: Incident[] = [];
  for (const [i, one] of sent.entries()) {
    const telling = tellingOf(one, i);
    const incident = versions.at(-1);
    const { incident: next } = relateTo(telling, incident, { tellings, copy: one.copy === true });
    tellings.push(telling);
    versions.push(next);
  }
  return versions;
}

function relateTo(
  telling: Telling,
  incident: Incident | undefined,
  { tellings, copy }: { readonly tellings: readonly Telling[]; readonly copy: boolean },
): Related {
  if (incident === undefined) return relateReport(telling, {});
  const { retracts, corrects } = telling.report;
  if (retracts !== undefined || corrects !== undefined)
    return relateReport(telling, { refersTo: incident, tellings });
  const because = {
    as: copy ? ("copy" as const) : ("story" as const),
    incidentId: incident.id,
    likest: "r-1",
    score: 0.95,
    sharedTerms: [],
    contributions: [],
  };
  return relateReport(telling, { joins: { incident, because } });
}

function tellingOf(
  { says, killed = null, severity = "severe", ...over }: Sent,
  i: number,
): Telling {
  const { region = "ML-7", source = says, text = `${says} tells it in words of its own.` } = over;
  return {
    report: {
      id: `r-${i + 1}`,
      source,
      externalId: says,
      text,
      receivedAt: `2026-11-21T07:0${i}:00Z`,
      retracts: over.retracts,
      corrects: over.corrects,
    },
    classification: aClassification({
      severity,
      casualties: { killed, injured: null },
      regions: [code(region), code("ML")],
      country: code("ML"),
    }),
    headline: `As ${says} has it`,
    summary: "",
  };
}

const last = (...sent: readonly Sent[]) => tellAll(...sent).at(-1);

describe("when the telling that leads is taken back and others stand", () => {
  const stands: readonly Sent[] = [
    { says: "wire", killed: 3 },
    { says: "field", killed: 4, region: "ML-8" },
    { says: "rumour", killed: 40, severity: "extreme", region: "ML-1" },
  ];
  const after = last(...stands, { says: "sorry", source: "rumour", retracts: "rumour" });

  test("words, severity, toll and place are those of the tellings that stand", () => {
    expect(after).toMatchObject({
      retracted: false,
      headline: "As wire has it",
      text: "wire tells it in words of its own.\n\nfield tells it in words of its own.",
      classification: { severity: "severe", casualties: { killed: 4 } },
    });
    expect(after?.classification.regions).toEqual(["ML-7", "ML", "ML-8"]);
    expect(after?.toldBy[0]).toMatchObject({ source: "wire" });
    expect(after && independentSources(after)).toBe(2);
  });

  test("who had the earlier version is told what was wrong with it", () => {
    expect(after).toMatchObject({
      version: 4,
      change: "correction",
      changes: [
        { field: "severity", from: "extreme", to: "severe" },
        { field: "killed", from: "40", to: "4" },
        { field: "place", from: "ML-1", to: "ML-7" },
      ],
    });
  });

  test("nothing of a copy of it stands either", () => {
    const copy = {
      says: "echo",
      killed: 40,
      severity: "extreme" as const,
      copy: true,
      text: WORDS,
    };
    const told = last(
      { says: "wire", killed: 3 },
      { says: "rumour", killed: 40, severity: "extreme", text: WORDS },
      copy,
      { says: "sorry", source: "rumour", retracts: "rumour" },
    );
    expect(told?.classification).toMatchObject({ severity: "severe", casualties: { killed: 3 } });
  });

  test("a copy of what stands goes on telling what its editor added", () => {
    const told = last(
      { says: "wire", killed: 3, text: WORDS },
      { says: "echo", killed: 12, copy: true, text: `${WORDS} The toll is 12.` },
      { says: "rumour", killed: 40, severity: "extreme" },
      { says: "sorry", source: "rumour", retracts: "rumour" },
    );
    expect(told?.classification.casualties.killed).toBe(12);
  });

  test("the words alone are reason enough to tell it", () => {
    const told = last(
      { says: "wire", killed: 3 },
      { says: "field", killed: 3 },
      { says: "sorry", source: "wire", retracts: "wire" },
    );
    expect(told).toMatchObject({ change: "correction", changes: [], headline: "As field has it" });
  });
});

test("what a telling that does not lead added goes with it", () => {
  const told = last(
    { says: "wire", killed: 10, region: "ML-7" },
    { says: "field", killed: 12, region: "ML-8" },
    { says: "sorry", source: "field", retracts: "field" },
  );
  expect(told).toMatchObject({
    change: "correction",
    changes: [{ field: "killed", from: "12", to: "10" }],
  });
  expect(told?.classification.regions).not.toContain("ML-8");
});

test("a telling that added nothing is taken back without a word to anyone", () => {
  const told = last(
    { says: "wire", killed: 3 },
    { says: "field", killed: 2 },
    { says: "sorry", source: "field", retracts: "field" },
  );
  expect(told).toMatchObject({ change: "minor", changes: [], headline: "As wire has it" });
});

describe("a correction by a source that does not lead", () => {
  test("takes what it said before out of the incident", () => {
    const told = last(
      { says: "wire", killed: 10 },
      { says: "field", killed: 28 },
      { says: "field-2", source: "field", corrects: "field", killed: 11 },
    );
    expect(told).toMatchObject({
      change: "correction",
      changes: [{ field: "killed", from: "28", to: "11" }],
    });
    expect(told && independentSources(told)).toBe(2);
  });

  test("leads where it is now the graver telling", () => {
    const told = last(
      { says: "wire", killed: 3 },
      { says: "field", killed: 3 },
      { says: "field-2", source: "field", corrects: "field", killed: 40, severity: "extreme" },
    );
    expect(told).toMatchObject({ headline: "As field-2 has it", change: "correction" });
  });
});

test("what the leading source corrected holds against tellings before it, whatever else is taken back", () => {
  const told = last(
    { says: "wire", killed: 24 },
    { says: "field", killed: 23 },
    { says: "wire-2", source: "wire", corrects: "wire", killed: 12 },
    { says: "rumour", killed: 40, severity: "extreme" },
    { says: "sorry", source: "rumour", retracts: "rumour" },
  );
  expect(told).toMatchObject({ headline: "As wire-2 has it" });
  expect(told?.classification.casualties.killed).toBe(12);
});

test("nothing is computed again where a telling that stands is no longer kept", () => {
  const sent: readonly Sent[] = [
    { says: "wire", killed: 3 },
    { says: "field", killed: 4 },
    { says: "rumour", killed: 40, severity: "extreme" },
  ];
  const incident = last(...sent);
  const notice = tellingOf({ says: "sorry", source: "rumour", retracts: "rumour" }, 3);
  const kept = sent.map(tellingOf).slice(1);
  const told = relateReport(notice, { refersTo: incident, tellings: kept }).incident;
  expect(told).toMatchObject({ change: "minor", classification: { severity: "extreme" } });
});

test("nothing is computed again where more have told it than are listed", () => {
  const incident = last({ says: "wire", killed: 3 }, { says: "field", killed: 40 });
  if (!incident) throw new Error("nothing was told");
  const [first, ...rest] = incident.toldBy;
  const many = Array.from({ length: 200 }, (_, i) => ({ ...first, reportId: `x-${i}` }));
  const notice = tellingOf({ says: "sorry", source: "field", retracts: "field" }, 3);
  const known = { refersTo: { ...incident, toldBy: [first, ...rest, ...many] as const } };
  const told = relateReport(notice, { ...known, tellings: [] }).incident;
  expect(told).toMatchObject({ change: "minor", classification: incident.classification });
});
