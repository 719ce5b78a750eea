import { z } from "zod";

import type { Span } from "../classify/place/resolve-spans.ts";
import type { Place } from "../model/classification.ts";
import { distanceKm } from "../model/great-circle.ts";

const ToponymSpan = z.object({
  start: z.int(),
  end: z.int(),
  name: z.string(),
  type: z.string().optional(),
  lat: z.number().optional(),
  lon: z.number().optional(),
  country: z.string().optional(),
  subdivision: z.string().optional(),
  /** An adjective or demonym. */
  demonym: z.boolean().optional(),
  /** Several places at once ("the Koreas"): no one point is right. */
  multi: z.boolean().optional(),
});

/** A text with its place names marked; `other` holds what may or may not be taken for one. */
export const ToponymRow = z.object({
  text: z.string(),
  source: z.string(),
  toponyms: z.array(ToponymSpan),
  other: z.array(ToponymSpan),
});

export type ToponymSpan = z.infer<typeof ToponymSpan>;
export type ToponymRow = z.infer<typeof ToponymRow>;

/** The four collections of news; the fifth, TUD-Loc, is web pages. */
export const NEWS: readonly string[] = ["gwn", "trnews", "lgl", "geovirus"];

/** 100 miles: the distance at which the literature counts a place as found. */
const HIT_KM = 161;

export function spanKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** A place without a point is far from everything. */
export function isNear(gold: ToponymSpan, { lat, lon }: Pick<Place, "lat" | "lon">): boolean {
  if (gold.lat === undefined || gold.lon === undefined || lat === null || lon === null)
    return false;
  return distanceKm({ lat: gold.lat, lon: gold.lon }, { lat, lon }) <= HIT_KM;
}
