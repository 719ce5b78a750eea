import type { Classification, Place } from "../model/classification.ts";
import { leadingPlace } from "../model/leading-place.ts";
import { oneLine } from "./clean-text.ts";

export type PlaceName = (code: string) => string;

/** `Muadamiyat Al Qalamon, Rif Dimashq, Syria`, narrowest first. */
export function sayPlace(classification: Classification, placeName: PlaceName): string {
  const names = placeNames(classification, placeName);
  return names.length === 0 ? "place not known" : names.join(", ");
}

/** For a subject line: `Gao, ML` by its place, by its province, by its country; shortest last. */
export function placesBriefly(classification: Classification, placeName: PlaceName): string[] {
  const { country } = classification;
  const names = placeNames(classification, placeName);
  if (names.length === 0) return ["place not known"];
  if (country === null) return names;
  const countryName = oneLine(placeName(country));
  return names.map((name) => (name === countryName ? name : `${name}, ${country}`));
}

/** How far the place may be trusted; undefined where there is nothing to say against it. */
export function placeDoubt(
  classification: Classification,
  placeName: PlaceName,
): string | undefined {
  const place = leadingPlace(classification);
  if (place === undefined) return undefined;
  const doubts: string[] = [];
  if (place.uncertaintyKm !== undefined)
    doubts.push(`approximate, within about ${Math.ceil(place.uncertaintyKm)} km`);
  if (place.kind === "country") doubts.push("somewhere in the country: no narrower place is told");
  if (place.kind === "subdivision")
    doubts.push("somewhere in the province: no narrower place is told");
  const [other] = place.alternatives;
  if (other !== undefined) doubts.push(`could also be ${sayReading(other, placeName)}`);
  return doubts.length === 0 ? undefined : doubts.join("; ");
}

function sayReading(
  { canonical, subdivision, country }: Pick<Place, "canonical" | "subdivision" | "country">,
  placeName: PlaceName,
): string {
  return joinNames([canonical, subdivision, country], placeName).join(", ");
}

function placeNames(classification: Classification, placeName: PlaceName): string[] {
  const place = leadingPlace(classification);
  if (place === undefined) {
    const [narrowest, ...wider] = classification.regions;
    const codes =
      narrowest === undefined ? [] : [narrowest, wider.find((c) => narrowest.startsWith(c))];
    return joinNames([null, ...codes, classification.country], placeName);
  }
  return joinNames([ownName(place), place.subdivision, place.country], placeName);
}

const LATIN = /^[\p{Script=Latin}\p{M}\p{P}\p{N}\s]+$/u;

/**
 * What the report calls it, which is what its reader will look for: the
 * gazetteer's "I‘zāz" is nobody's Azaz. A name in another script goes by the
 * gazetteer's, a country or province by its code's.
 */
function ownName({ kind, name, canonical }: Place): string | null {
  if (kind === "country" || kind === "subdivision") return null;
  const isSame = name.toLowerCase() === canonical.toLowerCase();
  if (isSame || !LATIN.test(name)) return canonical;
  return name === name.toUpperCase() ? capitalised(name) : name;
}

/** Wire copy shouts its datelines. */
function capitalised(name: string): string {
  return name.toLowerCase().replaceAll(/(?<![\p{L}’'])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** The first is a name already, the rest are codes; repeated names collapse. */
function joinNames(
  [name, ...codes]: readonly (string | null | undefined)[],
  placeName: PlaceName,
): string[] {
  const names = codes
    .filter((code) => code !== null && code !== undefined)
    .map((code) => oneLine(placeName(code)));
  const own = name === null || name === undefined ? [] : [oneLine(name)];
  return [...new Set([...own, ...names])].filter((each) => each !== "");
}
