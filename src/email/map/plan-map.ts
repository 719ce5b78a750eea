import { leadingPlace } from "../../model/leading-place.ts";
import type { RegionCode } from "../../model/region.ts";
import type { Severity } from "../../model/severity.ts";
import type { NumberedItem } from "../arrange-items.ts";
import { sayPlace, type PlaceName } from "../describe-place.ts";

/** A place to be marked under its item's number. */
export interface MapPoint {
  readonly number: number;
  readonly severity: Severity;
  readonly lat: number;
  readonly lon: number;
  readonly country: RegionCode | null;
  /** Undefined: somewhere in its province, whose middle this is. 0: in the place itself. */
  readonly withinKm: number | undefined;
}

/** A country to be shaded: no narrower place is told. */
export interface MapArea {
  readonly number: number;
  readonly severity: Severity;
  readonly country: RegionCode;
}

/** What a mail's map shows. */
export interface MapPlan {
  readonly points: readonly MapPoint[];
  readonly areas: readonly MapArea[];
}

const MOST_TOLD = 12;

/** Undefined where no item has a place to show. What was withdrawn is on no map. */
export function planMap(items: readonly NumberedItem[]): MapPlan | undefined {
  const spots = items.flatMap((each) => spotOf(each) ?? []);
  if (spots.length === 0) return undefined;
  return {
    points: spots.filter((spot) => "lat" in spot),
    areas: spots.filter((spot): spot is MapArea => !("lat" in spot)),
  };
}

function spotOf({ number, item }: NumberedItem): MapPoint | MapArea | undefined {
  if (item.kind === "retraction") return undefined;
  const { classification } = item.incident;
  const { severity, country } = classification;
  const place = leadingPlace(classification);
  const isNarrow = place?.kind === "place" || place?.kind === "subdivision";
  if (isNarrow && place.lat !== null && place.lon !== null) {
    const withinKm = place.kind === "subdivision" ? undefined : (place.uncertaintyKm ?? 0);
    return { number, severity, lat: place.lat, lon: place.lon, country: place.country, withinKm };
  }
  if (country === null || place?.kind === "region") return undefined;
  return { number, severity, country };
}

/** What the map shows, for whoever does not see it. */
export function sayMap(
  { points, areas }: MapPlan,
  items: readonly NumberedItem[],
  placeName: PlaceName,
): string {
  const shown = new Set([...points, ...areas].map(({ number }) => number));
  const told = items.filter(({ number }) => shown.has(number));
  const places = told
    .slice(0, MOST_TOLD)
    .map(({ number, item }) => `${number} ${sayPlace(item.incident.classification, placeName)}`);
  const more = told.length > MOST_TOLD ? `; and ${told.length - MOST_TOLD} more` : "";
  return `Map of the items by number: ${places.join("; ")}${more}.`;
}

/** How to read the map, and what it does not say. */
export function captionOf({ points, areas }: MapPlan): string {
  const isVague = areas.length > 0 || points.some(({ withinKm }) => withinKm === undefined);
  const vague = isVague ? " White marks: somewhere in the province or the shaded country." : "";
  return `Numbers as below.${vague} Boundaries as Natural Earth draws them, without a view on any claim.`;
}
