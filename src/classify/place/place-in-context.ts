import type { Entity } from "./gazetteer.ts";
import type { Mention, Resolved } from "./mention.ts";

/** How far from the place it is named beside a name without an entry may lie, in kilometres. */
const REACH_KM: Readonly<Record<Entity["kind"], number>> = {
  place: 30,
  district: 40,
  subdivision: 150,
  country: 400,
  region: 800,
};

/** The text names it as a place, no list has it, and nothing says where: only its company does. */
const CONFIDENCE = 0.4;

/** Places without an entry, put where the nearest place of the text lies: of its sentence first, then of the text so far. */
export function placeInContext(
  unlisted: readonly Mention[],
  resolved: readonly Resolved[],
): Resolved[] {
  const anchors = resolved.filter(({ isDemonym, entity }) => !isDemonym && entity.country !== null);
  if (anchors.length === 0) return [];
  const placed = new Map<string, Resolved>();
  return unlisted.map((mention) => {
    const one = placed.getOrInsertComputed(mention.key, () => placeBeside(mention, anchors));
    return { ...one, mention };
  });
}

function placeBeside(mention: Mention, anchors: readonly Resolved[]): Resolved {
  const anchor = anchors.reduce((best, next) =>
    distance(mention, next) < distance(mention, best) ? next : best,
  );
  const { country, subdivision, lat, lon, kind } = anchor.entity;
  return {
    mention,
    entity: {
      country,
      subdivision,
      lat,
      lon,
      id: -1,
      kind: "place",
      population: 0,
      feature: "",
      geonamesId: 0,
    },
    isDemonym: false,
    confidence: CONFIDENCE,
    alternatives: [],
    rule: "context",
    uncertaintyKm: REACH_KM[kind],
  };
}

const OTHER_SENTENCE = 40;
/** A country is a poor answer to "where": a town some sentences off says more. */
const WIDE: Readonly<Record<Entity["kind"], number>> = {
  place: 0,
  district: 0,
  subdivision: 60,
  country: 400,
  region: 400,
};

/** In words, with a price for another sentence, for what comes later, and for wide areas. */
function distance(mention: Mention, { mention: other, entity }: Resolved): number {
  const words = Math.abs(other.firstWord - mention.firstWord);
  const sentences = other.sentence === mention.sentence ? 0 : OTHER_SENTENCE;
  const later = other.sentence > mention.sentence ? OTHER_SENTENCE : 0;
  return words + sentences + later + WIDE[entity.kind];
}
