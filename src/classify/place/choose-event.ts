import weights from "../../../data/event-place-model.json" with { type: "json" };
import { distanceKm } from "../../model/great-circle.ts";
import type { RegionCode } from "../../model/region.ts";
import { countryCases, divisionCases, likeliest } from "./event-features.ts";
import type { Resolved } from "./mention.ts";
import type { UnnamedPoint } from "./place-by-text.ts";
import type { Use } from "./read-use.ts";

/** A resolved place and how its sentence uses it. */
export interface UsedPlace extends Resolved {
  readonly use: Use;
  /** Named in one breath with the place before it: "in Gao and Kidal". */
  readonly isJoined: boolean;
}

export interface EventInput {
  readonly places: readonly UsedPlace[];
  /** Where the text tells of a place it does not name. */
  readonly unnamed: readonly UnnamedPoint[];
  /** Weightiest first. */
  readonly eventSentences: readonly number[];
  readonly backgroundSentences: ReadonlySet<number>;
  readonly titleSentences: ReadonlySet<number>;
  readonly upperCase: boolean;
  /** How much of each country's own talk the text holds, 0..1. */
  readonly countryWords: ReadonlyMap<RegionCode, number>;
  readonly sourceCountry?: RegionCode | undefined;
}

export interface EventPlaces {
  readonly country: RegionCode | null;
  /** Narrowest first, then the country, then those of the event's other places. */
  readonly regions: readonly RegionCode[];
  readonly places: readonly UsedPlace[];
}

/** Sentences beyond these hold more of the event's aftermath than of its place. */
const LEADING_SENTENCES = 6;
const WEIGHTIEST_SENTENCES = 3;

/** Which country the event happened in, and which of the places it happened at. */
export function chooseEvent(input: EventInput): EventPlaces {
  const country = likeliest(countryCases(input), WEIGHTS.country);
  if (country === null) return { country, regions: [], places: [] };
  const told = groundTold(input, country);
  const division = likeliest(divisionCases(input, country, divisionsOf(told)), WEIGHTS.subdivision);
  const places = withJoined(input.places, placesIn(input, division, told));
  return { country, regions: regionsOf(input, country, places), places };
}

const WEIGHTS = {
  country: new Map(Object.entries(weights.country)),
  subdivision: new Map(Object.entries(weights.subdivision)),
};

/** The subdivisions that the sentences telling the event put it in. */
export function divisionsOf(places: readonly UsedPlace[]): RegionCode[] {
  return places.map(({ entity }) => entity.subdivision).filter((code) => code !== null);
}

/** What the event's sentences say, where that lies in the elected subdivision; else the places of it that the text names. */
function placesIn(
  input: EventInput,
  division: RegionCode | null,
  told: readonly UsedPlace[],
): readonly UsedPlace[] {
  if (division === null || divisionsOf(told).includes(division)) return told;
  // Where a text goes to the length of locating a place, that is where it happened.
  if (told.some(({ rule }) => rule !== "gazetteer")) return told;
  const inside = input.places.filter(
    ({ entity, rule, isDemonym }) =>
      entity.subdivision === division && rule !== "context" && !isDemonym,
  );
  const [first] = [...inside].toSorted(
    (a, b) =>
      Number(GROUND.has(b.use)) - Number(GROUND.has(a.use)) || finenessOf(b) - finenessOf(a),
  );
  return first === undefined ? told : [first];
}

function regionsOf(
  { unnamed, backgroundSentences }: EventInput,
  country: RegionCode,
  places: readonly UsedPlace[],
): RegionCode[] {
  const inside = places.filter(({ entity }) => entity.country === country);
  const elsewhere = places.filter(({ entity }) => entity.country !== country);
  const named = inside.map(({ entity }) => entity.subdivision);
  const near = unnamed
    .filter((point) => point.country === country && !backgroundSentences.has(point.sentence))
    .map(({ subdivision }) => subdivision);
  const isPoint = inside.some(
    ({ entity }) => entity.kind === "place" || entity.kind === "district",
  );
  const narrow = isPoint ? named : [...near.slice(0, 1), ...named];
  const others = elsewhere.flatMap(({ entity }) => [entity.subdivision, entity.country]);
  return [...new Set([...narrow, country, ...others])].filter((code) => code !== null);
}

const GROUND: ReadonlySet<Use> = new Set(["inside", "plain"]);

/** The sentence of the event that names the narrowest place first decides; the lead stands in where none does. */
export function groundTold(input: EventInput, country: RegionCode): readonly UsedPlace[] {
  const order = searchOrder(input);
  const onGround = input.places.filter(
    ({ use, entity, mention, rule }) =>
      GROUND.has(use) &&
      rule !== "context" &&
      entity.country === country &&
      order.includes(mention.sentence) &&
      !input.backgroundSentences.has(mention.sentence),
  );
  const bySentence = Map.groupBy(onGround, ({ mention }) => mention.sentence);
  let best: readonly UsedPlace[] = [];
  for (const sentence of order) {
    const places = narrowest(bySentence.get(sentence) ?? []).filter((one) => refines(one, best));
    if (fineness(places) > fineness(best)) best = places;
    if (fineness(best) >= 3) break;
  }
  return best;
}

const NEAR_KM = 100;

/** What a later sentence names narrows down the ground found so far, and does not move it elsewhere. */
function refines({ entity }: UsedPlace, best: readonly UsedPlace[]): boolean {
  return best.every(
    ({ entity: wider }) =>
      wider.kind !== "subdivision" ||
      wider.subdivision === entity.subdivision ||
      distanceKm(wider, entity) < NEAR_KM,
  );
}

/** What is named in one breath with a place of the event is one too, in whichever country. */
function withJoined(places: readonly UsedPlace[], chosen: readonly UsedPlace[]): UsedPlace[] {
  const event = new Set(chosen);
  for (const [index, place] of places.entries()) {
    const before = places[index - 1];
    if (!place.isJoined || before === undefined || !GROUND.has(place.use)) continue;
    if (event.has(before)) event.add(place);
    else if (event.has(place) && GROUND.has(before.use)) event.add(before);
  }
  return places.filter((place) => event.has(place));
}

/** The lead stands before the less weighty sentences of the event: these drift to other places. */
function searchOrder({ eventSentences, titleSentences }: EventInput): number[] {
  const lead = Array.from(
    { length: LEADING_SENTENCES + titleSentences.size },
    (_, sentence) => sentence,
  );
  const weightiest = eventSentences.slice(0, WEIGHTIEST_SENTENCES);
  return [...new Set([...weightiest, ...titleSentences, ...lead, ...eventSentences])];
}

const FINEST = 5;

function fineness(places: readonly UsedPlace[]): number {
  let finest = 0;
  for (const place of places) finest = Math.max(finest, finenessOf(place));
  return finest;
}

function finenessOf({ entity, rule }: UsedPlace): number {
  // What the text locates inside another place is narrower than that place.
  if (rule !== "gazetteer") return FINEST;
  switch (entity.kind) {
    case "place":
      return 4;
    case "district":
      return 3;
    case "subdivision":
      return 2;
    case "country":
    case "region":
      return 1;
  }
}

/** Of one sentence, the narrowest places; those said to be inside before those merely named. */
function narrowest(places: readonly UsedPlace[]): UsedPlace[] {
  const inside = places.filter(({ use }) => use === "inside");
  const pool = fineness(inside) >= fineness(places) ? inside : places;
  const finest = fineness(pool);
  return pool.filter((place) => finenessOf(place) === finest);
}
