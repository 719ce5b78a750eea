import type { Place, PlaceKind, PlaceReading } from "../../model/classification.ts";
import type { Entity, Gazetteer } from "./gazetteer.ts";
import type { Resolved } from "./mention.ts";

/** What is told of a place to the rest of tocsin. */
export function placeOf(one: Resolved, isEvent: boolean, gazetteer: Gazetteer): Place {
  const { mention, entity, confidence, rule, isDemonym, uncertaintyKm } = one;
  const { name, start, end } = mention;
  const reading = readingOf(entity, name, gazetteer);
  const { canonical, kind, country, subdivision, lat, lon, geonamesId } = reading;
  const alternatives: PlaceReading[] = [];
  for (const other of one.alternatives) alternatives.push(readingOf(other, name, gazetteer));
  const place = {
    name,
    start,
    end,
    role: isEvent ? "event" : "mentioned",
    canonical,
    kind,
    country,
    subdivision,
    lat,
    lon,
    geonamesId,
    confidence,
    alternatives,
  } as const;
  if (!isDemonym && uncertaintyKm === undefined) return { ...place, rule };
  return {
    ...place,
    ...(isDemonym ? { demonym: true } : {}),
    ...(uncertaintyKm === undefined ? {} : { uncertaintyKm }),
    rule,
  };
}

const PLACE_KINDS: Readonly<Record<Entity["kind"], PlaceKind>> = {
  country: "country",
  subdivision: "subdivision",
  district: "place",
  place: "place",
  region: "region",
};

function readingOf(entity: Entity, name: string, gazetteer: Gazetteer): PlaceReading {
  const { country, subdivision, geonamesId } = entity;
  // Places that only the text knows have no number in the gazetteer, and no other name.
  const canonical = entity.id < 0 ? name : gazetteer.canonicalOf(entity);
  const kind = PLACE_KINDS[entity.kind];
  const [lat, lon] = [roundDegrees(entity.lat), roundDegrees(entity.lon)];
  return { canonical, kind, country, subdivision, lat, lon, geonamesId };
}

/** A thousandth of a degree, about 100 m: finer would be feigned. */
function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1_000) / 1_000;
}
