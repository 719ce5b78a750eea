import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

import { parseRegionCode, type RegionCode } from "../../model/region.ts";

/** A country's ground. */
export interface CountryShape {
  /** Undefined where ISO 3166 knows no such country: it is drawn, and not named. */
  readonly code: RegionCode | undefined;
  readonly shape: Polygon | MultiPolygon;
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
  }));
}
