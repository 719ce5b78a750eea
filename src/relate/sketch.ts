import type { Classification, Place } from "../model/classification.ts";
import type { Report } from "../model/report.ts";
import { agesIn } from "./ages.ts";
import { clockTimesIn } from "./clock-times.ts";
import { type KeyTerm, keyTermsOf } from "./key-terms.ts";
import { namedDaysIn } from "./named-days.ts";
import type { Circumstances, Profile } from "./profile.ts";
import { rarityOf } from "./rarity.ts";
import { storyShingles } from "./shingles.ts";
import { streetsIn } from "./streets.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { readWords } from "./words.ts";

/** What a report is looked up by, before it is known how rare its words are. */
export interface Sketch {
  readonly terms: readonly KeyTerm[];
  readonly profile: Omit<Profile, "terms" | "marks" | "weights">;
}

/** A report and what the classify stage read in it. */
export interface Told {
  readonly report: Report;
  readonly classification: Classification;
  /** Neither published nor received at a known time: a line of a file. */
  readonly undated?: boolean | undefined;
}

const YEAR = /\b(?:19[6-9]|20[0-3])\d\b/g;

export function sketchOf(told: Told, vocabulary: Vocabulary): Sketch {
  const { report, classification } = told;
  const title = readWords(report.title ?? "");
  const body = readWords(report.text);
  const whole = `${report.title ?? ""}\n${report.text}`;
  return {
    terms: keyTermsOf(title, body, vocabulary),
    profile: {
      source: report.source,
      toldAtMs: told.undated === true ? null : toldAt(report),
      shingles: storyShingles(title, body),
      ages: agesIn(whole),
      streets: streetsIn(whole),
      clocks: clockTimesIn(whole),
      ...namedDaysIn(title, body),
      years: [...new Set(whole.match(YEAR)?.map(Number))].toSorted((a, b) => a - b),
      ...circumstancesOf(classification),
    },
  };
}

/** A profile, and how rare each of its terms is. */
export interface Weighed {
  readonly profile: Profile;
  /** Beside its terms. */
  readonly rarities: Float64Array;
}

/** Terms with what they say where `frequencies` of `documents` known reports have each. */
export function weigh(
  { terms, profile }: Sketch,
  frequencies: readonly number[],
  documents: number,
): Weighed {
  const places = Array.from(terms.keys()).toSorted(
    (a, b) => (terms[a]?.hash ?? 0) - (terms[b]?.hash ?? 0),
  );
  const weighed = {
    terms: new Uint32Array(terms.length),
    marks: new Uint8Array(terms.length),
    weights: new Uint8Array(terms.length),
  };
  const rarities = new Float64Array(terms.length);
  for (const [i, place] of places.entries()) {
    const { hash, marks, count, prior } = terms[place] ?? NO_TERM;
    const rarity = rarityOf(frequencies[place] ?? 0, documents, prior);
    rarities[i] = rarity;
    weighed.terms[i] = hash;
    weighed.marks[i] = marks;
    weighed.weights[i] = weightOf(count, rarity);
  }
  return { profile: { ...profile, ...weighed }, rarities };
}

const NO_TERM = { hash: 0, marks: 0, count: 1, prior: 1 };

/** In eighths, so that a byte holds it. */
function weightOf(count: number, rarity: number): number {
  return Math.max(1, Math.min(255, Math.round((1 + Math.log(count)) * rarity * 8)));
}

/** Published, or else received. A day stands for its beginning in UTC. */
function toldAt({ publishedAt, receivedAt }: Report): number {
  const published = publishedAt === undefined ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(published) ? Date.parse(receivedAt) : published;
}

/** Of a place's reading. */
const SURE = 0.8;
/** How far a point may be off where the classifier does not say: a town is about so wide. */
const TOWN_KM = 10;

function circumstancesOf(classification: Classification): Circumstances {
  const { places, regions, country, threats, casualties, severity } = classification;
  const { occurredOn, occurredPrecision } = classification;
  return {
    country,
    subdivisions: regions.filter((code) => code.includes("-")),
    points: places.flatMap(({ role, kind, lat, lon, uncertaintyKm, confidence, alternatives }) =>
      role === "event" && kind === "place" && lat !== null && lon !== null
        ? [
            {
              lat,
              lon,
              uncertaintyKm: uncertaintyKm ?? TOWN_KM,
              isSure: confidence >= SURE && alternatives.length === 0,
            },
          ]
        : [],
    ),
    around: pointsAround(places),
    countries: [...new Set(places.flatMap((place) => place.country ?? []))],
    type: threats.find(({ primary }) => primary)?.type ?? null,
    killed: casualties.killed,
    injured: casualties.injured,
    occurredOn: occurredPrecision === "day" ? occurredOn : null,
    severity,
  };
}

/** Far more than an ordinary report names. */
const MOST_AROUND = 12;

function pointsAround(places: readonly Place[]): number[] {
  const points = places.flatMap(({ kind, lat, lon }) =>
    kind === "place" && lat !== null && lon !== null
      ? [`${hundredths(lat)} ${hundredths(lon)}`]
      : [],
  );
  return [...new Set(points)]
    .slice(0, MOST_AROUND)
    .flatMap((point) => point.split(" ").map(Number));
}

function hundredths(degrees: number): number {
  return Math.round(degrees * 100);
}
