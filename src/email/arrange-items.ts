import type { DigestItem } from "../model/digest.ts";
import { countBySeverity } from "./count-items.ts";
import type { PlaceName } from "./describe-place.ts";
import { ownRegion } from "./own-region.ts";

/** An item under the number that list, map and footer know it by. */
export interface NumberedItem {
  readonly number: number;
  readonly item: DigestItem;
  /** Where it stands in the digest. */
  readonly at: number;
}

export interface Region {
  /** `Western Asia: 1 extreme, 2 moderate` */
  readonly counts: string;
  /** The same, or as far as told: `… (4 of 9 told here)`. */
  readonly title: string;
  /** Those that are told whole; empty where none of it is. */
  readonly items: readonly NumberedItem[];
}

/**
 * All items in the subscriber's own regions: the region of the worst item first, in it
 * the worst first, as the digest orders them. The first `whole` are told, their numbers run through.
 */
export function arrangeItems(
  all: readonly DigestItem[],
  whole: number,
  placeName: PlaceName,
): Region[] {
  const placed = all.map((item, at) => ({ item, at }));
  let number = 0;
  return [...Map.groupBy(placed, ({ item }) => ownRegion(item, placeName))].map(([name, own]) => {
    const counts = `${name}: ${countBySeverity(own.map(({ item }) => item))}`;
    const told = own.filter(({ at }) => at < whole);
    const part = told.length === own.length ? "" : ` (${told.length} of ${own.length} told here)`;
    const items = told.map(({ item, at }) => ({ number: ++number, item, at }));
    return { counts, title: `${counts}${part}`, items };
  });
}
