/** `6 km`, and `0.4 km` where a whole number would say nothing. */
export function formatKm(km: number): string {
  return `${km < 10 ? Math.round(km * 10) / 10 : Math.round(km)} km`;
}
