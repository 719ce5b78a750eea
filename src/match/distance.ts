interface Point {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS_KM = 6371.0088;

/** Great-circle distance (haversine, mean Earth radius): within 0.5 % of the ellipsoid's. */
export function distanceKm(from: Point, to: Point): number {
  const lat = radians(to.lat - from.lat) / 2;
  const lon = radians(to.lon - from.lon) / 2;
  const chord =
    Math.sin(lat) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** `6 km`, and `0.4 km` where a whole number would say nothing. */
export function formatKm(km: number): string {
  return `${km < 10 ? Math.round(km * 10) / 10 : Math.round(km)} km`;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
