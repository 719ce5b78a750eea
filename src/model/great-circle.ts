/** A point on the Earth, in degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Mean radius, IUGG. */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Great-circle distance (haversine): within 0.5 % of the ellipsoid's. */
export function distanceKm(from: Point, to: Point): number {
  const half =
    Math.sin(((to.lat - from.lat) * RADIANS) / 2) ** 2 +
    Math.cos(from.lat * RADIANS) *
      Math.cos(to.lat * RADIANS) *
      Math.sin(((to.lon - from.lon) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, half)));
}

/** The point some way off on a bearing, in degrees clockwise from north. */
export function pointAt(from: Point, bearing: number, km: number): Point {
  const arc = km / EARTH_RADIUS_KM;
  const [phi, theta] = [from.lat * RADIANS, bearing * RADIANS];
  const sine = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(theta);
  const lat = Math.asin(Math.max(-1, Math.min(1, sine)));
  const turn = Math.atan2(
    Math.sin(theta) * Math.sin(arc) * Math.cos(phi),
    Math.cos(arc) - Math.sin(phi) * Math.sin(lat),
  );
  const lon = from.lon + turn / RADIANS;
  return { lat: lat / RADIANS, lon: ((((lon + 180) % 360) + 360) % 360) - 180 };
}
