import { isAmbiguous } from "../model/ambiguity.ts";
import type { Classification, Place } from "../model/classification.ts";
import { distanceKm, type Point } from "../model/great-circle.ts";
import { type Inhibition, WIDTHS } from "../model/inhibition.ts";
import { leadingPlace } from "../model/leading-place.ts";

/**
 * Whether all that an incident tells happened in the place of another: in its
 * country, its province, or within `km` of its exact place. A place wider than
 * `widest` holds nothing, and neither side may have a name that stays open.
 */
export function liesWithin(
  inner: Classification,
  outer: Classification,
  { widest, km }: Pick<Inhibition, "widest" | "km">,
): boolean {
  const [around, leading] = [leadingPlace(outer), leadingPlace(inner)];
  if (!around || !leading || around.kind === "region") return false;
  if (WIDTHS.indexOf(around.kind) > WIDTHS.indexOf(widest)) return false;
  const told = inner.places.filter(({ role }) => role === "event");
  if (isAmbiguous(around) || told.some(isAmbiguous)) return false;
  return (
    isInside(leading, around, km) &&
    told.every((place) => isInside(place, around, km) || holds(place, around))
  );
}

function isInside(place: Place, around: Place, km: number): boolean {
  if (place.country === null || place.country !== around.country) return false;
  if (around.kind === "country") return true;
  if (around.kind === "subdivision")
    return place.subdivision !== null && place.subdivision === around.subdivision;
  return place.kind === "place" && isNearby(place, around, km);
}

function isNearby(place: Place, around: Place, km: number): boolean {
  if (place.geonamesId !== 0 && place.geonamesId === around.geonamesId) return true;
  const [from, to] = [pointOf(place), pointOf(around)];
  return from !== undefined && to !== undefined && distanceKm(from, to) <= km;
}

function pointOf({ lat, lon }: Place): Point | undefined {
  return lat === null || lon === null ? undefined : { lat, lon };
}

/** The province or country that the other lies in: said beside it, it says nothing else. */
function holds({ kind, country, subdivision }: Place, around: Place): boolean {
  if (kind === "country") return country === around.country;
  return kind === "subdivision" && subdivision !== null && subdivision === around.subdivision;
}
