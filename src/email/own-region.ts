import { TOLD_BEFORE, type DigestItem } from "../model/digest.ts";
import type { Fact } from "../model/match.ts";
import { capitalise, oneLine } from "./clean-text.ts";
import type { PlaceName } from "./describe-place.ts";

/** Where an item is in its subscriber's own words: the region or the circle that their rule asks for. */
export function ownRegion({ reasons }: DigestItem, placeName: PlaceName): string {
  const place = placeAsked(reasons);
  if (place !== undefined) {
    const { clause, asked } = place;
    return capitalise(oneLine(clause === "regions" ? placeName(asked) : asked));
  }
  return reasons[0].rule === TOLD_BEFORE.rule ? "Told to you before" : "Anywhere";
}

function placeAsked(reasons: DigestItem["reasons"]): Fact | undefined {
  for (const { facts } of reasons) {
    const place = facts.find(({ clause }) => clause === "regions" || clause === "near");
    if (place !== undefined) return place;
  }
  return undefined;
}
