import type { Classification, Place } from "./classification.ts";

/** The place of the leading event, the narrowest the text tells. */
export function leadingPlace({
  places,
  country,
}: Pick<Classification, "places" | "country">): Place | undefined {
  const told = places.filter((place) => place.role === "event");
  const inCountry = told.filter((place) => place.country === country);
  const candidates = inCountry.length > 0 ? inCountry : told;
  return (
    candidates.find(({ kind }) => kind === "place") ??
    candidates.find(({ kind }) => kind === "subdivision") ??
    candidates[0]
  );
}
