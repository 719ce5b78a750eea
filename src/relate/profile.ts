import type { Severity } from "../model/severity.ts";
import type { NamedDays } from "./named-days.ts";
import type { Shingles } from "./shingles.ts";

/** A point where an event was told to have happened. */
export interface EventPoint {
  readonly lat: number;
  readonly lon: number;
  readonly uncertaintyKm: number;
  /** No other reading came near. */
  readonly isSure: boolean;
}

/** Where, what and how bad, as far as stories are told apart by it. */
export interface Circumstances {
  readonly country: string | null;
  readonly subdivisions: readonly string[];
  readonly points: readonly EventPoint[];
  /** Everything that is placed, the event's and what is only mentioned; latitude and longitude in turn, in hundredths. */
  readonly around: readonly number[];
  /** Every country that a placed name lies in. */
  readonly countries: readonly string[];
  readonly type: string | null;
  readonly killed: number | null;
  readonly injured: number | null;
  /** A day, ISO 8601; null where only the month or nothing is told. */
  readonly occurredOn: string | null;
  readonly severity: Severity;
}

/** What one telling is compared with others by. Small, for it is kept for every report. */
export interface Profile extends Circumstances, NamedDays {
  readonly source: string;
  /** Milliseconds of the epoch; null where nobody said when. */
  readonly toldAtMs: number | null;
  /** Hashes of the key terms, ascending; the three lists run beside each other. */
  readonly terms: ArrayLike<number>;
  /** Bits of `key-terms.ts`. */
  readonly marks: ArrayLike<number>;
  /** How much a term says, by its count and by how rare it was: eighths, at most 255. */
  readonly weights: ArrayLike<number>;
  readonly shingles: Shingles;
  /** Ages of people, in years. */
  readonly ages: readonly number[];
  /** Calendar years that are named. */
  readonly years: readonly number[];
  /** Hashes of street names. */
  readonly streets: readonly number[];
  /** Times of day, in minutes. */
  readonly clocks: readonly number[];
}
