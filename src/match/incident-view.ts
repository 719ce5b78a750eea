import { type Incident } from "../model/incident.ts";
import { type RegionCode, withContainingRegions } from "../model/region.ts";
import { type WordIndex, indexWords } from "./word-search.ts";

/** Where an incident happened, to the metre or the town. */
export interface EventPoint {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** An incident prepared once and read by every rule. */
export interface IncidentView {
  readonly incident: Incident;
  /** Its regions and every region that contains one. */
  readonly regions: ReadonlySet<RegionCode>;
  readonly points: readonly EventPoint[];
  /** Made at the first rule that asks for words. */
  words(): WordIndex;
}

export function viewIncident(incident: Incident): IncidentView {
  let words: WordIndex | undefined;
  return {
    incident,
    regions: new Set(incident.classification.regions.flatMap(withContainingRegions)),
    points: eventPoints(incident),
    words: () => (words ??= indexWords(incident.text)),
  };
}

/** The centre of a country or province says nothing about how near an event was: only places are points. */
function eventPoints({ classification }: Incident): EventPoint[] {
  return classification.places.flatMap(({ role, kind, name, lat, lon }) =>
    role === "event" && kind === "place" && lat !== null && lon !== null
      ? [{ name, lat, lon }]
      : [],
  );
}
