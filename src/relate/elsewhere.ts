import { distanceKm, type Point } from "../model/great-circle.ts";
import type { Profile } from "./profile.ts";

/** Within a town. */
export const SAME_PLACE_KM = 20;
/** Events farther apart than this are two, whatever the words. */
const FAR_KM = 300;
/** A place this near to where the other event was: it may well be meant. */
const NAMED_KM = 100;

/**
 * Both are placed, nowhere near each other, and neither so much as names where
 * the other was. What the classifier took for the scene may be wrong; that the
 * scene is not named at all hardly is.
 */
export function isElsewhere(a: Profile, b: Profile): boolean {
  const km = kmApart(a, b);
  if (km < Infinity) return km > FAR_KM && !names(a, b) && !names(b, a);
  if (a.country === null || b.country === null || a.country === b.country) return false;
  return !a.countries.includes(b.country) && !b.countries.includes(a.country);
}

/** The same, where nothing else could be meant by either's places: no likeness of words weighs against that. */
export function isSurelyElsewhere(a: Profile, b: Profile): boolean {
  return isSurelyPlaced(a) && isSurelyPlaced(b) && isElsewhere(a, b);
}

function isSurelyPlaced({ points }: Profile): boolean {
  return points.length > 0 && points.every(({ isSure }) => isSure);
}

function names({ around }: Profile, { points }: Profile): boolean {
  const named: Point[] = [];
  for (let i = 0; i < around.length; i += 2)
    named.push({ lat: (around[i] ?? 0) / 100, lon: (around[i + 1] ?? 0) / 100 });
  return points.some((scene) => named.some((place) => distanceKm(place, scene) <= NAMED_KM));
}

/** Between the nearest scenes, each as far off as it may be; infinite where either has none. */
export function kmApart(a: Profile, b: Profile): number {
  let least = Infinity;
  for (const here of a.points) {
    for (const there of b.points) {
      const doubt = Math.max(0, here.uncertaintyKm + there.uncertaintyKm - SAME_PLACE_KM);
      least = Math.min(least, Math.max(0, distanceKm(here, there) - doubt));
    }
  }
  return least;
}
