import { distanceKm } from "../../model/great-circle.ts";
import type { RegionCode } from "../../model/region.ts";
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
  readonly sourceCountry?: RegionCode | undefined;
}

export interface EventPlaces {
  readonly country: RegionCode | null;
  /** Narrowest first, then the country, then those of the event's other places. */
  readonly regions: readonly RegionCode[];
  readonly places: readonly UsedPlace[];
}

/** What one mention says about the country of the event, by its use. */
const USE_WEIGHT: Readonly<Record<Use, number>> = {
  inside: 1.3,
  plain: 1,
  path: 0.7,
  anchor: 0.8,
  dateline: 0.6,
  actor: 0.5,
  demonym: 0.8,
  speaker: 0.35,
};

const EVENT_WEIGHT = 3;
const TITLE_WEIGHT = 3;
const OTHER_WEIGHT = 0.7;
const BACKGROUND_WEIGHT = 0.2;
const SOURCE_WEIGHT = 0.3;
/** Sentences beyond these hold more of the event's aftermath than of its place. */
const LEADING_SENTENCES = 6;
const WEIGHTIEST_SENTENCES = 3;

/** Which country the event happened in, and which of the places it happened at. */
export function chooseEvent(input: EventInput): EventPlaces {
  const ranks = new Map(input.eventSentences.map((sentence, rank) => [sentence, rank]));
  const country = electCountry(input, ranks);
  if (country === null) return { country, regions: [], places: [] };
  const places = findEventPlaces(input, country);
  return { country, regions: regionsOf(input, country, places), places };
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

function electCountry(input: EventInput, ranks: ReadonlyMap<number, number>): RegionCode | null {
  const votes = new Map<RegionCode, number>();
  if (input.sourceCountry !== undefined) votes.set(input.sourceCountry, SOURCE_WEIGHT);
  let voted = false;
  for (const place of input.places) {
    const { country } = place.entity;
    if (country === null || place.rule === "context") continue;
    voted = true;
    const weight = sentenceWeight(input, ranks, place.mention.sentence) * USE_WEIGHT[place.use];
    votes.set(country, (votes.get(country) ?? 0) + weight * place.confidence);
  }
  if (!voted) return null;
  const [leader] = [...votes].toSorted(([, a], [, b]) => b - a);
  return leader?.[0] ?? null;
}

function sentenceWeight(
  { backgroundSentences, titleSentences }: EventInput,
  ranks: ReadonlyMap<number, number>,
  sentence: number,
): number {
  if (backgroundSentences.has(sentence)) return BACKGROUND_WEIGHT;
  const rank = ranks.get(sentence);
  const title = titleSentences.has(sentence) ? TITLE_WEIGHT : 0;
  const event = rank === undefined ? OTHER_WEIGHT : EVENT_WEIGHT / (1 + rank / 2);
  return Math.max(title, event, OTHER_WEIGHT);
}

const GROUND: ReadonlySet<Use> = new Set(["inside", "plain"]);

/** The sentence of the event that names the narrowest place first decides; the lead stands in where none does. */
function findEventPlaces(input: EventInput, country: RegionCode): UsedPlace[] {
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
  return withJoined(input.places, best);
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
  return Math.max(0, ...places.map(finenessOf));
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
