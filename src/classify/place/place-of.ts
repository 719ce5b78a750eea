import type { Place, PlaceKind, PlaceReading } from "../../model/classification.ts";
import type { Entity, Gazetteer } from "./gazetteer.ts";
import type { Resolved } from "./mention.ts";

/** What is told of a place to the rest of tocsin. */
export function placeOf(one: Resolved, isEvent: boolean, gazetteer: Gazetteer): Place {
  const { mention, entity, confidence, rule, uncertaintyKm } = one;
  return {
    name: mention.name,
    start: mention.start,
    end: mention.end,
    role: isEvent ? "event" : "mentioned",
    ...readingOf(entity, mention.name, gazetteer),
    confidence,
    alternatives: one.alternatives.map((other) => readingOf(other, mention.name, gazetteer)),
    ...(one.isDemonym ? { demonym: true } : {}),
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
  const { kind, country, subdivision, lat, lon, geonamesId } = entity;
  // Places that only the text knows have no number in the gazetteer, and no other name.
  const canonical = entity.id < 0 ? name : gazetteer.canonicalOf(entity);
  const place = { lat: roundDegrees(lat), lon: roundDegrees(lon), geonamesId };
  return { canonical, kind: PLACE_KINDS[kind], country, subdivision, ...place };
}

/** A thousandth of a degree, about 100 m: finer would be feigned. */
function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1_000) / 1_000;
}
