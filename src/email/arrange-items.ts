import type { DigestItem } from "../model/digest.ts";
import { countBySeverity } from "./count-items.ts";
import type { PlaceName } from "./describe-place.ts";
import { ownRegion } from "./own-region.ts";

/** An item under the number that list, map and footer know it by. */
export interface NumberedItem {
  readonly number: number;
  readonly item: DigestItem;
}

export interface Region {
  /** `Western Asia: 1 extreme, 2 moderate`, or as far as told: `… (4 of 9 told here)`. */
  readonly title: string;
  readonly items: readonly [NumberedItem, ...NumberedItem[]];
}

/**
 * The first `whole` items in the subscriber's own regions: the region of the worst
 * item first, in it the worst first, as the digest orders them. Numbers run through.
 */
export function arrangeItems(
  all: readonly DigestItem[],
  whole: number,
  placeName: PlaceName,
): Region[] {
  const regions = all.map((item) => ownRegion(item, placeName));
  const regionOf = (_: DigestItem, at: number) => regions[at] ?? "";
  const owned = Map.groupBy(all, regionOf);
  let number = 0;
  return [...Map.groupBy(all.slice(0, whole), regionOf)].flatMap(([name, told]) => {
    const own = owned.get(name) ?? told;
    const [first, ...rest] = told.map((item) => ({ number: ++number, item }));
    if (first === undefined) return [];
    const part = own.length === told.length ? "" : ` (${told.length} of ${own.length} told here)`;
    return [{ title: `${name}: ${countBySeverity(own)}${part}`, items: [first, ...rest] as const }];
  });
}
