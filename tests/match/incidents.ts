import type { Classification, Place } from "#src/model/classification.ts";
import type { Incident, ToldBy } from "#src/model/incident.ts";
import type { Severity } from "#src/model/severity.ts";
import type { Clauses, Rule, Subscription } from "#src/model/subscription.ts";
import { type Category, threatType } from "#src/model/threat.ts";
import { SMALL_ATLAS, aRegion } from "#tests/support/atlas.ts";

interface Told {
  readonly regions?: readonly string[];
  readonly places?: readonly Place[];
  readonly threats?: readonly `${Category}/${string}`[];
  readonly severity?: Severity;
  readonly text?: string;
  readonly toldBy?: Incident["toldBy"];
  readonly relevant?: boolean;
  /** Whatever else the classifier says. */
  readonly said?: Partial<Classification>;
}

/** A car bomb in Damascus told by the wire, but for what is said otherwise. */
export function anIncident(told: Told = {}): Incident {
  return {
    id: "i1",
    version: 1,
    change: "new",
    changes: [],
    retracted: false,
    headline: "Car bomb kills four in Damascus",
    summary: "A car bomb killed four people in Damascus.",
    text: told.text ?? "Car bomb kills four in Damascus\n\nA car bomb killed four people.",
    toldBy: told.toldBy ?? [toldBy("wire")],
    classification: aClassification(told),
    firstReceivedAt: "2026-01-02T03:04:05Z",
    updatedAt: "2026-01-02T03:04:05Z",
  };
}

function aClassification(told: Told): Classification {
  const types = told.threats ?? [threatType("terrorism", "bombing")];
  return {
    language: "en",
    relevant: told.relevant ?? true,
    relevance: told.relevant === false ? 0.12 : 0.97,
    places: told.places ?? [aPlace("Damascus", 33.5138, 36.2765)],
    regions: (told.regions ?? ["SY"]).map(aRegion),
    country: null,
    threats: types.map((type, at) => ({ type, score: 0.9, primary: at === 0, evidence: [] })),
    severity: told.severity ?? "severe",
    severityReason: "four killed",
    casualties: { killed: 4, injured: null },
    casualtyDetail: [],
    actors: [],
    occurredOn: null,
    occurredPrecision: null,
    ...told.said,
  };
}

export function aPlace(name: string, lat: number, lon: number, other: Partial<Place> = {}): Place {
  return {
    name,
    canonical: name,
    start: 0,
    end: name.length,
    role: "event",
    kind: "place",
    country: null,
    subdivision: null,
    lat,
    lon,
    geonamesId: 0,
    confidence: 1,
    alternatives: [],
    rule: "gazetteer",
    ...other,
  };
}

export function toldBy(source: string, copy = false): ToldBy {
  return { reportId: `${source}-1`, source, copy, receivedAt: "2026-01-02T03:04:05Z" };
}

/** A region as the configuration reads it: a code, or a group of the small atlas. */
export function region(asked: string) {
  return {
    asked,
    codes: SMALL_ATLAS.group(asked) ?? [aRegion(asked)],
    circles: [],
    polygons: [],
  };
}

export function aRule(clauses: Clauses, rule: Partial<Pick<Rule, "name" | "unless">> = {}): Rule {
  return { name: "rule 1", unless: [], ...clauses, ...rule };
}

export function aSubscription(
  match: Subscription["match"],
  other: Partial<Subscription> = {},
): Subscription {
  return {
    id: "desk",
    name: "Desk",
    to: ["desk@example.org"],
    timezone: "Europe/London",
    match,
    unless: [],
    deliver: [{ kind: "hourly" }],
    mail: { format: "html" },
    tests: [],
    ...other,
  };
}
