import type { RegionCode } from "./region.ts";
import type { Severity } from "./severity.ts";
import type { ThreatType } from "./threat.ts";

/** Words of the document that say something, and the rule that read them. */
export interface Evidence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly rule?: string;
}

export type PlaceKind = "country" | "subdivision" | "place" | "region";

/** One reading of a name: where on Earth it may lie. */
export interface PlaceReading {
  readonly canonical: string;
  readonly kind: PlaceKind;
  readonly country: RegionCode | null;
  readonly subdivision: RegionCode | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** 0 where GeoNames has no such place. */
  readonly geonamesId: number;
}

/** A place name in the text, resolved. */
export interface Place extends PlaceReading {
  /** The text's own words. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly role: "event" | "mentioned";
  /** 0..1. */
  readonly confidence: number;
  /** Other readings about as likely, likeliest first. Any at all: the name is ambiguous. */
  readonly alternatives: readonly PlaceReading[];
  /** An adjective or demonym ("Syrian"), not the name itself. */
  readonly demonym?: boolean;
  /** Set where the place was located from the text's own words: the radius it may lie in. */
  readonly uncertaintyKm?: number;
  /** The rule that located it: `gazetteer`, `relative`, `containment`, ... */
  readonly rule: string;
}

export interface Threat {
  readonly type: ThreatType;
  /** 0..1, each independent of the others. */
  readonly score: number;
  readonly primary: boolean;
  readonly evidence: readonly Evidence[];
}

/** Null: the text does not say. */
export interface Casualties {
  readonly killed: number | null;
  readonly injured: number | null;
}

export const CASUALTY_KINDS = ["killed", "injured", "missing", "detained", "displaced"] as const;

export type CasualtyKind = (typeof CASUALTY_KINDS)[number];

export interface CasualtyFigure {
  readonly kind: CasualtyKind;
  readonly min: number;
  /** Null for "at least". */
  readonly max: number | null;
  readonly evidence: Evidence;
}

export interface Actor {
  readonly name: string;
  /** Designation lists it stands on, such as `UNSC-1267`; source and date are in actors.yaml. */
  readonly lists: readonly string[];
  readonly start: number;
  readonly end: number;
  /** The name of it in actors.yaml that stands there: `named: ISIL`. */
  readonly rule?: string;
}

/** What a report tells: where, what, how bad, who, when; each with the words that say so. */
export interface Classification {
  /** ISO 639-1, or null when it could not be told. */
  readonly language: string | null;
  readonly relevant: boolean;
  /** 0..1. */
  readonly relevance: number;
  readonly places: readonly Place[];
  /** The leading event's, narrowest first, then its country, then those of other events told. */
  readonly regions: readonly RegionCode[];
  readonly country: RegionCode | null;
  /** Highest first; just one is primary when there is any. Empty: unclassified. */
  readonly threats: readonly Threat[];
  readonly severity: Severity;
  /** The rule of the severity table that decided, in words. */
  readonly severityReason: string;
  readonly casualties: Casualties;
  readonly casualtyDetail: readonly CasualtyFigure[];
  readonly actors: readonly Actor[];
  /** ISO 8601 calendar date in the source's terms, or null when unknown. */
  readonly occurredOn: string | null;
  readonly occurredPrecision: "day" | "month" | "year" | null;
  /** The words that date it; absent where nothing does. */
  readonly occurredEvidence?: Evidence;
}
