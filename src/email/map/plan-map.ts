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
  const standing = items.filter(({ item }) => item.kind !== "retraction");
  const points = standing.flatMap((each) => pointOf(each) ?? []);
  const areas = standing.flatMap((each) => areaOf(each) ?? []);
  return points.length + areas.length === 0 ? undefined : { points, areas };
}

function pointOf({ number, item }: NumberedItem): MapPoint | undefined {
  const { classification } = item.incident;
  const place = leadingPlace(classification);
  if (place === undefined || place.lat === null || place.lon === null) return undefined;
  if (place.kind !== "place" && place.kind !== "subdivision") return undefined;
  const withinKm = place.kind === "subdivision" ? undefined : (place.uncertaintyKm ?? 0);
  const { lat, lon } = place;
  return { number, severity: classification.severity, lat, lon, country: place.country, withinKm };
}

function areaOf(numbered: NumberedItem): MapArea | undefined {
  const { classification } = numbered.item.incident;
  const { country, severity } = classification;
  const place = leadingPlace(classification);
  if (country === null || pointOf(numbered) !== undefined || place?.kind === "region")
    return undefined;
  return { number: numbered.number, severity, country };
}

/** What the map shows, for whoever does not see it. */
export function sayMap(
  { points, areas }: MapPlan,
  items: readonly NumberedItem[],
  placeName: PlaceName,
): string {
  const shown = new Set([...points, ...areas].map(({ number }) => number));
  const told = items
    .filter(({ number }) => shown.has(number))
    .map(({ number, item }) => `${number} ${sayPlace(item.incident.classification, placeName)}`);
  const more = told.length > MOST_TOLD ? `; and ${told.length - MOST_TOLD} more` : "";
  return `Map of the items by number: ${told.slice(0, MOST_TOLD).join("; ")}${more}.`;
}

/** How to read the map, and what it does not say. */
export function captionOf({ points, areas }: MapPlan): string {
  const isVague = areas.length > 0 || points.some(({ withinKm }) => withinKm === undefined);
  const vague = isVague ? " White marks: somewhere in the province or the shaded country." : "";
  return `Numbers as below.${vague} Boundaries as Natural Earth draws them, without a view on any claim.`;
}
