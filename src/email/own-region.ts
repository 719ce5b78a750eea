import { TOLD_BEFORE, type DigestItem } from "../model/digest.ts";
import { capitalise, oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";

/** Where an item is in its subscriber's own words: the region or the circle that their rule asks for. */
export function ownRegion({ reasons }: DigestItem, placeName: PlaceName): string {
  const facts = reasons.flatMap((reason) => reason.facts);
  const place = facts.find(({ clause }) => clause === "regions" || clause === "near");
  if (place !== undefined) {
    const { clause, asked } = place;
    return capitalise(oneLine(clause === "regions" ? placeName(asked) : asked));
  }
  return reasons[0].rule === TOLD_BEFORE.rule ? "Told to you before" : "Anywhere";
}
