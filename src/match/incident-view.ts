import type { Classification, Place, PlaceReading } from "../model/classification.ts";
import { type Incident } from "../model/incident.ts";
import { type RegionCode, withContainingRegions } from "../model/region.ts";
import { type WordIndex, indexWords } from "./word-search.ts";

/** A place to the metre or the town. */
export interface EventPoint {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** Which of an incident's places a rule hears of, besides those of its events. */
export interface Reach {
  /** Places that are only mentioned. */
  readonly mentions: boolean;
  /** Other readings of names that stay open. */
  readonly readings: boolean;
}

export interface Where {
  /** Leading event first, each event's narrowest first. */
  readonly codes: readonly RegionCode[];
  /** These codes and every region that contains one. */
  readonly regions: ReadonlySet<RegionCode>;
  readonly points: readonly EventPoint[];
}

/** An incident prepared once and read by every rule. */
export interface IncidentView {
  readonly incident: Incident;
  /** Made at the first rule of that reach. */
  where(reach: Reach): Where;
  /** Made at the first rule that asks for words. */
  words(): WordIndex;
}

export const EVENTS: Reach = { mentions: false, readings: false };
export const EVERYWHERE: Reach = { mentions: true, readings: true };

export function viewIncident(incident: Incident): IncidentView {
  let words: WordIndex | undefined;
  const found: (Where | undefined)[] = [];
  return {
    incident,
    where: (reach) =>
      (found[Number(reach.mentions) * 2 + Number(reach.readings)] ??= whereOf(
        incident.classification,
        reach,
      )),
    words: () => (words ??= indexWords(incident.text, incident.classification.language)),
  };
}

function whereOf({ places, regions }: Classification, { mentions, readings }: Reach): Where {
  const heard = places.filter(({ role }) => role === "event" || mentions);
  const others = readings ? heard.flatMap(otherReadings) : [];
  const mentioned = heard.filter(({ role }) => role === "mentioned");
  const codes = [...regions, ...[...mentioned, ...others].flatMap(codesOf)];
  return {
    codes: [...new Set(codes)],
    regions: new Set(codes.flatMap(withContainingRegions)),
    points: [...heard, ...others].flatMap(pointsOf),
  };
}

type Named = PlaceReading & Pick<Place, "name">;

function otherReadings({ name, alternatives }: Place): Named[] {
  return alternatives.map((reading) => ({ ...reading, name: sayReading(name, reading) }));
}

/** `Tripoli, read as Tripoli, LB`: the text's own word and what else it may mean. */
function sayReading(name: string, { canonical, country }: PlaceReading): string {
  return `${name}, read as ${canonical}${country === null ? "" : `, ${country}`}`;
}

function codesOf({ subdivision, country }: PlaceReading): RegionCode[] {
  return [subdivision, country].filter((code) => code !== null);
}

/** The centre of a country or province says nothing about how near an event was: only places are points. */
function pointsOf({ kind, name, lat, lon }: Named): EventPoint[] {
  return kind === "place" && lat !== null && lon !== null ? [{ name, lat, lon }] : [];
}
