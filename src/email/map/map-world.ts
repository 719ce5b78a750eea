import { geoCentroid, geoDistance } from "d3-geo";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import { parseRegionCode, type RegionCode } from "../../model/region.ts";

/** A country's ground. */
export interface CountryShape {
  /** Undefined where ISO 3166 knows no such country: it is drawn, and not named. */
  readonly code: RegionCode | undefined;
  readonly shape: Polygon | MultiPolygon;
  /** A circle on the globe that holds all of it: longitude, latitude, and radians. */
  readonly middle: [number, number];
  readonly reach: number;
}

/** world-atlas: each country by its ISO 3166-1 number. */
export type WorldTopology = Topology<{ countries: GeometryCollection }>;

/** `codes`: alpha-2 code, alpha-3 code, number. */
export function openMapWorld(
  topology: WorldTopology,
  codes: readonly (readonly string[])[],
): readonly CountryShape[] {
  const byNumber = new Map(codes.map(([alpha2 = "", , number = ""]) => [number, alpha2]));
  const { features } = feature(topology, topology.objects.countries) as FeatureCollection<
    Polygon | MultiPolygon
  >;
  return features.map(({ id, geometry }) => ({
    code: parseRegionCode(byNumber.get(String(id)) ?? ""),
    shape: geometry,
    ...circleAround(geometry),
  }));
}

function circleAround(shape: Polygon | MultiPolygon): Pick<CountryShape, "middle" | "reach"> {
  const middle = geoCentroid(shape);
  const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  let reach = 0;
  for (const [longitude = 0, latitude = 0] of parts.flatMap(([outline = []]) => outline))
    reach = Math.max(reach, geoDistance(middle, [longitude, latitude]));
  return { middle, reach };
}
