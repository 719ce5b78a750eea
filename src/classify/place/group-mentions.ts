import type { RegionCode } from "../../model/region.ts";
import type { Candidate, Entity } from "./gazetteer.ts";
import { contains, isShort, type Mention } from "./mention.ts";
import type { Word } from "./words.ts";
import { kindWritten, type Option } from "./written-kind.ts";

/** How much each counts beside a name's own fame; tuned on news of five collections. */
const STATED_CONTAINER = 6;
const SOURCE_COUNTRY = 2;
const COUNTRY_WORDS = 5;
const TOWN = 10_000;
/** "Cagayan province" is hardly the town of Cagayan. */
const WRITTEN_DIVISION = 4;

/** What says which places a text's names are. */
export interface NamedPlaces {
  readonly text: string;
  readonly words: readonly Word[];
  readonly mentions: readonly Mention[];
  readonly sourceCountry?: RegionCode | undefined;
  /** How much of each country's own talk the text holds, 0..1. */
  readonly countryWords: ReadonlyMap<RegionCode, number>;
}

/** All mentions of one name: one sense per document. */
export interface Group {
  readonly mentions: readonly Mention[];
  readonly options: readonly Option[];
  /** Entities named right behind, as in "Paris, Texas". */
  readonly containers: readonly Entity[];
  best: Option;
  margin: number;
}

/** Names in the order in which the text first has them. */
export function groupMentions(input: NamedPlaces): Group[] {
  const { mentions } = input;
  const byName = new Map<string, number[]>();
  for (let index = 0; index < mentions.length; index += 1) {
    const mention = mentions[index];
    if (mention === undefined) continue;
    const name = isShort(mention) ? `${mention.key}.` : mention.key;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [index]);
    else known.push(index);
  }
  const groups: Group[] = [];
  for (const members of byName.values()) {
    const group = readGroup(members, input);
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

/** Of the mentions of one name, by where they stand in the list. */
function readGroup(members: readonly number[], input: NamedPlaces): Group | undefined {
  const { text, words, mentions } = input;
  const own: Mention[] = [];
  const containers: Entity[] = [];
  let isDivision = false;
  for (const index of members) {
    const mention = mentions[index];
    if (mention === undefined) continue;
    own.push(mention);
    isDivision ||= kindWritten(mention, words) === "division";
    addContainersBehind(text, mention, mentions[index + 1], containers);
  }
  const options: Option[] = [];
  for (const candidate of plausible(own[0]?.candidates ?? [])) {
    const prior = priorOf(candidate, isDivision, input);
    const score = prior + containerScore(candidate.entity, containers);
    options.push({ candidate, prior, score });
  }
  const [best] = options;
  if (best === undefined) return undefined;
  const group = { mentions: own, options, containers, best, margin: 0 };
  takeBest(group);
  return group;
}

/** `isDivision` where the text says so of the name. */
function priorOf(
  candidate: Candidate,
  isDivision: boolean,
  { sourceCountry, countryWords }: NamedPlaces,
): number {
  const { entity } = candidate;
  const home = sourceCountry !== undefined && entity.country === sourceCountry;
  return (
    fameScore(candidate) +
    (home ? SOURCE_COUNTRY : 0) +
    COUNTRY_WORDS * hintFor(candidate, countryWords) +
    (isDivision && entity.kind === "subdivision" ? WRITTEN_DIVISION : 0)
  );
}

/** The reading with the highest score, the first of equals, and how far it is ahead of the next. */
export function takeBest(group: Group): void {
  let [best] = group.options;
  if (best === undefined) return;
  let second = -Infinity;
  for (const option of group.options) {
    if (option === best) continue;
    if (option.score > best.score) {
      second = best.score;
      best = option;
    } else if (option.score > second) second = option.score;
  }
  group.best = best;
  group.margin = best.score - second;
}

/** A country needs no hint: its name says it. */
function hintFor({ entity }: Candidate, hints: ReadonlyMap<RegionCode, number>): number {
  return entity.country === null || entity.kind === "country"
    ? 0
    : (hints.get(entity.country) ?? 0);
}

/** Where a name is a country's own, no village is meant by an alternate spelling of it, and no town of the country. */
function plausible(candidates: readonly Candidate[]): readonly Candidate[] {
  const country = candidates.find(
    ({ entity, form }) => entity.kind === "country" && form !== "alternate",
  );
  if (country === undefined) return candidates;
  return candidates.filter(
    ({ entity, form }) =>
      form !== "alternate" ||
      (entity.country !== country.entity.country && entity.population >= TOWN),
  );
}

const CONTAINER_GAP = /^(?:, | \(|,? in (?:the )?)$/;

function addContainersBehind(
  text: string,
  mention: Mention,
  next: Mention | undefined,
  containers: Entity[],
): void {
  if (next === undefined || !CONTAINER_GAP.test(text.slice(mention.end, next.start))) return;
  for (const { entity } of next.candidates)
    if (entity.kind === "subdivision" || entity.kind === "country") containers.push(entity);
}

export function containerScore(entity: Entity, containers: readonly Entity[]): number {
  let score = 0;
  for (const container of containers) if (contains(container, entity)) score += STATED_CONTAINER;
  return score;
}

function fameScore({ entity, form }: Candidate): number {
  const people = Math.log10(entity.population + 10);
  const main = form === "alternate" ? 0 : 0.6;
  switch (entity.kind) {
    case "country":
      return people / 2 + main + (form === "demonym" ? 8.5 : 9);
    case "region":
      return 13;
    case "subdivision":
      return people / 2 + main + (entity.population > 0 ? 4 : 1);
    case "district":
      return people + main + 0.5;
    case "place":
      return people + main + seatScore(entity.feature);
  }
}

function seatScore(feature: string): number {
  if (feature === "PPLC") return 2;
  return feature === "PPLA" ? 0.5 : 0;
}
