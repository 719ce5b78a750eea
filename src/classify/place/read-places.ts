import type { Place } from "../../model/classification.ts";
import type { RegionCode } from "../../model/region.ts";
import type { TextDocument } from "../text/document.ts";
import { chooseEvent, type EventInput, type UsedPlace } from "./choose-event.ts";
import { countriesByWords } from "./country-words.ts";
import { findInFocus } from "./find-in-focus.ts";
import { type FindingText, findMentions } from "./find-mentions.ts";
import { findPeople } from "./find-people.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { contains, type Mention, type Resolved } from "./mention.ts";
import { placeByText } from "./place-by-text.ts";
import { placeInContext } from "./place-in-context.ts";
import { placeOf } from "./place-of.ts";
import { datelineOf, readUse, type UseContext } from "./read-use.ts";
import { resolveMentions } from "./resolve-mentions.ts";
import { findByWeights } from "./score-names.ts";
import { readWords } from "./words.ts";

export interface PlaceInput {
  readonly document: TextDocument;
  readonly gazetteer: Gazetteer;
  /** Sentences that tell the event the report is about, weightiest first; the rest is background. */
  readonly eventSentences: readonly number[];
  /** Sentences told as background: past events, history. */
  readonly backgroundSentences: ReadonlySet<number>;
  /** The country the source writes from: a weak prior for ambiguous names. */
  readonly sourceCountry?: RegionCode | undefined;
  /** ISO 639-1. Names of English texts are told by learned weights, those of others by rules. */
  readonly language?: string | null | undefined;
}

export interface PlacesRead {
  /** In the order of the text. */
  readonly places: readonly Place[];
  /** Narrowest first. */
  readonly regions: readonly RegionCode[];
  readonly country: RegionCode | null;
}

/** Which places a report names, where they lie, and which of them the event happened at. */
export function readPlaces(input: PlaceInput): PlacesRead {
  const { gazetteer } = input;
  const used = readUsedPlaces(input);
  const event = chooseEvent(used);
  const eventPlaces = new Set(event.places);
  return {
    places: used.places.map((one) => placeOf(one, eventPlaces.has(one), gazetteer)),
    regions: withFirstOrder(event.regions, gazetteer),
    country: event.country,
  };
}

/** The places of a report with how each is used: all that the choice of the event's goes by. */
export function readUsedPlaces(input: PlaceInput): EventInput {
  const { document, gazetteer, sourceCountry } = input;
  const words = readWords(document);
  const { text, upperCase } = document;
  const countryWords = countriesByWords(words);
  const found: FindingText = { text, words, upperCase, people: findPeople(words) };
  const byWeights = input.language === "en" && !upperCase;
  const names = byWeights ? findByWeights(found, gazetteer) : findMentions(found, gazetteer);
  const mentions = names.filter(({ candidates }) => candidates.length > 0);
  const unlisted = names.filter(({ candidates }) => candidates.length === 0);
  const resolve = (all: readonly Mention[]): Resolved[] =>
    resolveMentions({ text, words, mentions: all, sourceCountry, countryWords });
  const alone = resolve(mentions);
  const more = findInFocus(found, gazetteer, alone);
  const listed =
    more.length === 0
      ? alone
      : resolve([...mentions, ...more].toSorted((a, b) => a.firstWord - b.firstWord));
  const placed = placeByText(found, gazetteer, listed);
  const located = withoutOverlaps(listed, placed.places);
  const resolved = withoutOverlaps(placeInContext(unlisted, located), located);
  const titles = document.sentences.filter(({ isTitle }) => isTitle);
  const context = {
    found,
    anchors: placed.anchors,
    dateline: datelineOf(found, titles.at(-1)?.end ?? 0),
  };
  return {
    places: useOf(resolved, context),
    unnamed: placed.unnamed,
    eventSentences: input.eventSentences,
    backgroundSentences: input.backgroundSentences,
    titleSentences: new Set(titles.map(({ index }) => index)),
    upperCase,
    countryWords,
    sourceCountry,
  };
}

/**
 * Places are filed under first-order divisions, and rules are mostly written for these: behind a
 * second-order one ("Bouches-du-Rhône") its own follows.
 */
function withFirstOrder(regions: readonly RegionCode[], gazetteer: Gazetteer): RegionCode[] {
  return [...new Set(regions.flatMap((code) => [code, ...firstOrderOf(code, gazetteer)]))];
}

function firstOrderOf(code: RegionCode, gazetteer: Gazetteer): RegionCode[] {
  const division = gazetteer.subdivision(code);
  if (division?.kind !== "subdivision" || division.population > 0) return [];
  const { lat, lon, country } = division;
  const land = country === null ? undefined : gazetteer.country(country);
  // A division nobody has located stands at its country's point, which says nothing.
  if (land?.lat === lat && land.lon === lon) return [];
  const outer = gazetteer.nearest(lat, lon, country)?.subdivision ?? null;
  return outer === null ? [] : [outer];
}

/** What the text itself places stands; a gazetteer's name inside it goes. */
function withoutOverlaps(listed: readonly Resolved[], placed: readonly Resolved[]): Resolved[] {
  if (placed.length === 0) return inOrder(listed);
  const free = listed.filter(({ mention }) => !placed.some((one) => overlap(one.mention, mention)));
  return inOrder([...free, ...placed]);
}

function inOrder(places: readonly Resolved[]): Resolved[] {
  return places.toSorted((a, b) => a.mention.start - b.mention.start);
}

function overlap(one: Mention, other: Mention): boolean {
  return one.firstWord < other.endWord && other.firstWord < one.endWord;
}

const COORDINATION = /^(?:,| and|, and| or| y| et) $/;

/** "in Gao and Kidal": the second is as much the ground as the first. */
function useOf(resolved: readonly Resolved[], context: UseContext): UsedPlace[] {
  const used: UsedPlace[] = [];
  for (const one of resolved) {
    const before = used.at(-1);
    const joined = before !== undefined && isJoined(context.found.text, before, one);
    const own = readUse(one, context);
    const use = joined && own === "plain" ? before.use : own;
    used.push({ ...one, use, isJoined: joined });
  }
  return used;
}

function isJoined(text: string, before: Resolved, one: Resolved): boolean {
  if (before.isDemonym || one.isDemonym || contains(one.entity, before.entity)) return false;
  return COORDINATION.test(text.slice(before.mention.end, one.mention.start));
}
