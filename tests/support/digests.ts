import type { MailFrame, SourceLabel } from "#src/email/mail-frame.ts";
import { withinCeiling, type ReaderDigest } from "#src/email/tlp-ceiling.ts";
import type { Casualties, Classification, Place } from "#src/model/classification.ts";
import type { AllClear, Digest, DigestItem } from "#src/model/digest.ts";
import type { Incident, ToldBy } from "#src/model/incident.ts";
import type { RuleMatch } from "#src/model/match.ts";
import { parseRegionCode, type RegionCode } from "#src/model/region.ts";
import type { Severity } from "#src/model/severity.ts";
import type { ThreatType } from "#src/model/threat.ts";

export function code(text: string): RegionCode {
  const parsed = parseRegionCode(text);
  if (parsed === undefined) throw new RangeError(`${text} is no region code`);
  return parsed;
}

const NAMES = new Map([
  ["SY", "Syria"],
  ["SY-RD", "Rif Dimashq"],
  ["SY-HI", "Homs"],
  ["LB", "Lebanon"],
  ["LB-BA", "Beirut"],
  ["IQ", "Iraq"],
  ["IQ-BG", "Baghdad"],
  ["ML", "Mali"],
  ["ML-7", "Gao"],
  ["MX", "Mexico"],
  ["PH", "Philippines"],
]);

const SOURCES = new Map<string, SourceLabel>([
  ["wire", { name: "Wire feed" }],
  ["ministry", { name: "Ministry of Interior", official: true }],
  ["partner", { name: "Partner briefing", tlp: "amber" }],
]);

export const FRAME: MailFrame = {
  from: { name: "Tocsin", address: "tocsin@alerts.example.org" },
  unsubscribeUrl: "https://tocsin.example.org/m/c29tZS10b2tlbg",
  listDomain: "alerts.example.org",
  classifierVersion: "1.0.0",
  source: (id) => SOURCES.get(id) ?? { name: id },
  placeName: (region) => NAMES.get(region) ?? region,
};

export function aPlace(over: Partial<Place> = {}): Place {
  return {
    name: over.canonical ?? "Muadamiyat Al Qalamon",
    canonical: "Muadamiyat Al Qalamon",
    kind: "place",
    country: code("SY"),
    subdivision: code("SY-RD"),
    lat: 33.74,
    lon: 36.64,
    geonamesId: 1,
    start: 0,
    end: 10,
    role: "event",
    confidence: 0.9,
    alternatives: [],
    rule: "gazetteer",
    ...over,
  };
}

export function aClassification(over: Partial<Classification> = {}): Classification {
  return {
    language: "en",
    relevant: true,
    relevance: 0.97,
    places: [aPlace()],
    regions: [code("SY-RD"), code("SY")],
    country: code("SY"),
    threats: [{ type: "terrorism/suicide-bombing", score: 0.9, primary: true, evidence: [] }],
    severity: "severe",
    severityReason: "two killed",
    casualties: { killed: 2, injured: null },
    casualtyDetail: [],
    actors: [],
    occurredOn: "2026-11-21",
    occurredPrecision: "day",
    ...over,
  };
}

export function aTeller(over: Partial<ToldBy> = {}): ToldBy {
  return {
    reportId: "wire-1",
    source: "wire",
    url: "https://news.example.com/syria/blast",
    receivedAt: "2026-11-21T21:10:00Z",
    copy: false,
    ...over,
  };
}

export function anIncident(over: Partial<Incident> = {}): Incident {
  return {
    id: "incident-1",
    version: 1,
    change: "new",
    changes: [],
    retracted: false,
    headline: "Bomber kills two at checkpoint north-east of Damascus",
    summary: "A man set off an explosive belt at a checkpoint on Saturday, killing two guards.",
    text: "",
    toldBy: [aTeller()],
    classification: aClassification(),
    firstReceivedAt: "2026-11-21T21:10:00Z",
    updatedAt: "2026-11-21T21:10:00Z",
    ...over,
  };
}

export const SYRIA_RULE: RuleMatch = {
  rule: "Syria and neighbours",
  facts: [
    { clause: "regions", asked: "Western Asia", found: "SY-RD" },
    { clause: "threats", asked: "terrorism", found: "terrorism/suicide-bombing" },
    { clause: "severity", asked: "moderate or worse", found: "severe" },
  ],
};

/** `told` says what an item's tests vary most; the rest goes through `incident`. */
export interface Told {
  readonly kind?: DigestItem["kind"];
  readonly severity?: Severity;
  readonly type?: ThreatType;
  readonly casualties?: Casualties;
  readonly reasons?: DigestItem["reasons"];
  readonly classification?: Partial<Classification>;
  readonly incident?: Partial<Incident>;
}

export function anItem(told: Told = {}): DigestItem {
  const { severity = "severe", type = "terrorism/suicide-bombing" } = told;
  const classification = aClassification({
    severity,
    threats: [{ type, score: 0.9, primary: true, evidence: [] }],
    ...(told.casualties && { casualties: told.casualties }),
    ...told.classification,
  });
  const { text: _, ...incident } = anIncident({ classification, ...told.incident });
  return { incident, kind: told.kind ?? "new", reasons: told.reasons ?? [SYRIA_RULE] };
}

export function aDigest(over: Partial<Digest> = {}): Digest {
  return {
    id: "levant-desk.at.3f2a9c01b7.mi9k2f00-12",
    delivery: {
      id: "levant-desk.at.3f2a9c01b7",
      subscriptionId: "levant-desk",
      address: "desk@example.org",
      schedule: {
        kind: "at",
        time: "07:00",
        days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
      },
    },
    subscriptionName: "Levant desk",
    timezone: "Europe/Paris",
    mail: { format: "html" },
    window: { from: "2026-11-21T06:00:00Z", to: "2026-11-22T06:00:00Z" },
    late: false,
    sealedAt: "2026-11-22T06:00:07Z",
    items: [anItem()],
    ...over,
  };
}

export function anAllClear(over: Partial<AllClear> = {}): AllClear {
  const { items: _, ...sealed } = aDigest();
  return {
    ...sealed,
    id: "levant-desk.all-clear.3f2a9c01b7.mi9k2f00-3",
    watched: { rules: ["Syria and neighbours", "Damascus office"], reports: 212, sources: 4 },
    ...over,
  };
}

/** A digest as far as its reader may be told it. */
export function aReaderDigest(over: Partial<Digest> = {}): ReaderDigest {
  return withinCeiling(aDigest(over), FRAME.source);
}
