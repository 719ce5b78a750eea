import type { Classification, Place } from "./classification.ts";
import type { RegionCode } from "./region.ts";

/** Whether the name stays open: other readings ("Georgia", the country or the state) are about as likely. */
export function isAmbiguous({ alternatives }: Pick<Place, "alternatives">): boolean {
  return alternatives.length > 0;
}

/** Regions the event would lie in if the names of its places meant their other readings; narrowest first. */
export function openRegions({
  places,
  regions,
}: Pick<Classification, "places" | "regions">): readonly RegionCode[] {
  const open = places
    .filter(({ role }) => role === "event")
    .flatMap(({ alternatives }) => alternatives)
    .flatMap(({ subdivision, country }) => [subdivision, country])
    .filter((code) => code !== null);
  return [...new Set(open)].filter((code) => !regions.includes(code));
}
