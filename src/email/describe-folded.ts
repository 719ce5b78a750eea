import type { DigestItem, Folded } from "../model/digest.ts";
import { oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";
import { sayThreat } from "./describe-threat.ts";

const MOST_TYPES = 6;
const MOST_PLACES = 3;

/** `3 more in Rif Dimashq, hidden by battle-hides-shelling: 2 shelling or missile strike, 1 air strike` */
export function sayFolded({ inhibition, incidents }: Folded, placeName: PlaceName): string {
  const places = tally(incidents.map(({ region }) => region && oneLine(placeName(region))));
  const named = places.flatMap(([place]) => place ?? []).slice(0, MOST_PLACES);
  const where = named.length === 0 ? "" : ` in ${named.join(", ")}`;
  const types = tally(incidents.map(({ type }) => type))
    .slice(0, MOST_TYPES)
    .map(([type, amount]) => `${amount} ${type === null ? "of unknown type" : sayThreat(type)}`);
  return `${incidents.length} more${where}, hidden by ${inhibition}: ${types.join(", ")}`;
}

/** What stands beside no item of this mail: an earlier one told it, or there is no room for it. */
export function sayFoldedElsewhere(
  folded: readonly Folded[],
  told: readonly DigestItem[],
  placeName: PlaceName,
): string[] {
  const elsewhere = folded.filter(
    ({ under }) => !told.some(({ incident }) => incident.id === under),
  );
  return elsewhere.map((one) => `Beside what was told before: ${sayFolded(one, placeName)}.`);
}

/** The most frequent first. */
function tally<T>(values: readonly T[]): [T, number][] {
  const groups = Map.groupBy(values, (value) => value);
  return Array.from(groups, ([value, own]): [T, number] => [value, own.length]).toSorted(
    ([, a], [, b]) => b - a,
  );
}
