import zoneAt from "@photostructure/tz-lookup";

import type { Classification } from "../model/classification.ts";
import { leadingPlace } from "../model/leading-place.ts";

/** IANA zone where the leading event was; undefined where no place narrower than a country is told. */
export function zoneOfPlace(classification: Classification): string | undefined {
  const place = leadingPlace(classification);
  if (place === undefined || place.kind === "country" || place.kind === "region") return undefined;
  if (place.lat === null || place.lon === null) return undefined;
  return zoneAt(place.lat, place.lon);
}
