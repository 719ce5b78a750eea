const RADIANS = Math.PI / 180;
const EARTH_DIAMETER_KM = 12_742;

/** Great-circle distance between two points in degrees. */
export function distanceKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const half =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 +
    Math.cos(lat1 * RADIANS) *
      Math.cos(lat2 * RADIANS) *
      Math.sin(((lon2 - lon1) * RADIANS) / 2) ** 2;
  return EARTH_DIAMETER_KM * Math.asin(Math.sqrt(Math.min(1, half)));
}

/** The point some way off on a bearing, in degrees clockwise from north. */
export function pointAt(
  from: { readonly lat: number; readonly lon: number },
  bearing: number,
  km: number,
): { readonly lat: number; readonly lon: number } {
  const arc = (2 * km) / EARTH_DIAMETER_KM;
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
