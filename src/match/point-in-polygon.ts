import inPolygon from "point-in-polygon-hao";

import type { Polygon } from "../model/subscription.ts";

/** Its border belongs to an area. */
export function pointInPolygon(
  { lat, lon }: { readonly lat: number; readonly lon: number },
  { rings }: Polygon,
): boolean {
  // The library asks for arrays that may be written to, and writes to none.
  return inPolygon([lon, lat], rings as unknown as number[][][]) !== false;
}
