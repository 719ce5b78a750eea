import {
  geoArea,
  geoCentroid,
  geoCircle,
  geoEqualEarth,
  geoMercator,
  type GeoProjection,
} from "d3-geo";
import type { GeometryCollection, MultiPolygon, Polygon } from "geojson";

import type { MapPoint } from "./plan-map.ts";

/** CSS pixels of the map in a mail's column. */
export const MAP_SIZE = { width: 600, height: 360 } as const;

const MARGIN = 42;
/** Around a lone place: enough to see which country it is in, and what is near. */
const SURROUNDINGS_DEGREES = 3;
/** Mercator is true in shape, which is what a small map is for; wider it lies too much about size. */
const WIDEST_MERCATOR_DEGREES = 70;

export interface Framing {
  readonly projection: GeoProjection;
  /** So much of the world that small shapes are lost on it, and no scale holds for all of it. */
  readonly isWide: boolean;
}

/** The projection under which all that is shown fills the map. */
export function frameMap(
  points: readonly Pick<MapPoint, "lat" | "lon">[],
  areas: readonly (Polygon | MultiPolygon)[],
): Framing {
  const around = points.map(({ lat, lon }) =>
    geoCircle().center([lon, lat]).radius(SURROUNDINGS_DEGREES)(),
  );
  const shown: GeometryCollection = {
    type: "GeometryCollection",
    geometries: [...around, ...areas.map(mainland)],
  };
  const [lon, lat] = geoCentroid(shown);
  const extent: [[number, number], [number, number]] = [
    [MARGIN, MARGIN],
    [MAP_SIZE.width - MARGIN, MAP_SIZE.height - MARGIN],
  ];
  const near = geoMercator().rotate([-lon, 0]).fitExtent(extent, shown);
  if (degreesAcross(near) <= WIDEST_MERCATOR_DEGREES && Math.abs(lat) < 65)
    return { projection: clipped(near), isWide: false };
  const wide = geoEqualEarth().rotate([-lon, 0]).fitExtent(extent, shown);
  return { projection: clipped(wide), isWide: true };
}

/** The largest part of a country: French Guiana is no place to look for Paris. */
export function mainland(shape: Polygon | MultiPolygon): Polygon {
  if (shape.type === "Polygon") return shape;
  const parts = shape.coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return parts.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
}

function degreesAcross(projection: GeoProjection): number {
  const west = projection.invert?.([0, MAP_SIZE.height / 2])?.[0] ?? -180;
  const east = projection.invert?.([MAP_SIZE.width, MAP_SIZE.height / 2])?.[0] ?? 180;
  return (east - west + 360) % 360;
}

function clipped(projection: GeoProjection): GeoProjection {
  return projection.clipExtent([
    [-2, -2],
    [MAP_SIZE.width + 2, MAP_SIZE.height + 2],
  ]);
}
