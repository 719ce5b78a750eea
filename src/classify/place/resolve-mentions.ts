import type { RegionCode } from "../../model/region.ts";
import { type Company, type Group, nearness, readCompany, weightOf } from "./company.ts";
import type { Candidate, Entity } from "./gazetteer.ts";
import { isStrong, type Mention, type Resolved } from "./mention.ts";
import type { Word } from "./words.ts";
import { asWritten, isSameGround, kindWritten, type Option } from "./written-kind.ts";

/** How much the company a name keeps weighs against its own fame; tuned on news of five collections. */
const SAME_COUNTRY = 8;
const SAME_SUBDIVISION = 6;
const NEARBY = 6;
const STATED_CONTAINER = 6;
const SOURCE_COUNTRY = 2;
const COUNTRY_WORDS = 5;
const TOWN = 10_000;
/** "Cagayan province" is hardly the town of Cagayan. */
const WRITTEN_DIVISION = 4;
/** Beside its country's name, a capital's name hardly means another place. */
const CAPITAL = 3;
const ROUNDS = 3;
const KEPT_ALTERNATIVES = 3;
const ALTERNATIVE_MARGIN = 2.5;
const HOMONYM_MARGIN = 6;

export interface ResolveInput {
  readonly text: string;
  readonly words: readonly Word[];
  readonly mentions: readonly Mention[];
  readonly sourceCountry?: RegionCode | undefined;
  /** How much of each country's own talk the text holds, 0..1. */
  readonly countryWords: ReadonlyMap<RegionCode, number>;
}

/** Says which place each name means: by fame, by "X, Y", and by the places named around it. */
export function resolveMentions(input: ResolveInput): Resolved[] {
  const { words } = input;
  const groups = groupMentions(input);
  for (let round = 0; round < ROUNDS; round += 1) {
    const company = readCompany(groups);
    for (const group of groups) chooseReading(group, company);
  }
  return groups
    .flatMap((group) => group.mentions.map((mention) => resolvedIn(group, mention, words)))
    .toSorted((a, b) => a.mention.start - b.mention.start);
}

function groupMentions(input: ResolveInput): Group[] {
  const { text, words, mentions, sourceCountry, countryWords } = input;
  const byKey = Map.groupBy(mentions.entries(), ([, { key, candidates }]) =>
    candidates[0]?.form === "abbreviation" ? `${key}.` : key,
  );
  const groups: Group[] = [];
  for (const members of byKey.values()) {
    const own = members.map(([, mention]) => mention);
    const isDivision = own.some((mention) => kindWritten(mention, words) === "division");
    const containers = members.flatMap(([index, mention]) =>
      containersBehind(text, mention, mentions[index + 1]),
    );
    const options = plausible(own[0]?.candidates ?? []).map((candidate) => {
      const home = sourceCountry !== undefined && candidate.entity.country === sourceCountry;
      const prior =
        fameScore(candidate) +
        (home ? SOURCE_COUNTRY : 0) +
        COUNTRY_WORDS * hintFor(candidate, countryWords) +
        (isDivision && candidate.entity.kind === "subdivision" ? WRITTEN_DIVISION : 0);
      return { candidate, prior, score: prior + containerScore(candidate.entity, containers) };
    });
    const [best, second] = options.toSorted((a, b) => b.score - a.score);
    if (best === undefined) continue;
    const margin = best.score - (second?.score ?? -Infinity);
    groups.push({ mentions: own, options, containers, best, margin });
  }
  return groups;
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

function containersBehind(text: string, mention: Mention, next: Mention | undefined): Entity[] {
  if (next === undefined || !CONTAINER_GAP.test(text.slice(mention.end, next.start))) return [];
  return next.candidates
    .map(({ entity }) => entity)
    .filter(({ kind }) => kind === "subdivision" || kind === "country");
}

function containerScore(entity: Entity, containers: readonly Entity[]): number {
  let score = 0;
  for (const container of containers) if (contains(container, entity)) score += STATED_CONTAINER;
  return score;
}

/** Whether the first is the country or subdivision the second lies in. */
export function contains(outer: Entity, inner: Entity): boolean {
  if (outer.kind === "country") return inner.country === outer.country && inner.kind !== "country";
  return (
    outer.kind === "subdivision" &&
    inner.subdivision === outer.subdivision &&
    inner.kind !== "subdivision"
  );
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

function chooseReading(group: Group, company: Company): void {
  const own = group.best.candidate.entity;
  const weight = weightOf(group);
  const mine = (isSame: boolean): number => (isSame ? weight : 0);
  for (const option of group.options) {
    const { entity } = option.candidate;
    let score = option.prior + containerScore(entity, group.containers);
    if (entity.country !== null) {
      const others =
        (company.countries.get(entity.country) ?? 0) - mine(own.country === entity.country);
      score += (SAME_COUNTRY * others) / (company.countryTotal - weight + 1);
    }
    if (entity.subdivision !== null) {
      const others =
        (company.subdivisions.get(entity.subdivision) ?? 0) -
        mine(own.subdivision === entity.subdivision);
      score +=
        (SAME_SUBDIVISION * others) /
        (company.subdivisionTotal - mine(own.subdivision !== null) + 1);
    }
    if (entity.feature === "PPLC" && entity.country !== null && company.named.has(entity.country))
      score += CAPITAL;
    option.score = score + NEARBY * nearness(entity, group, company);
  }
  const [best, second] = group.options.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return;
  group.best = best;
  group.margin = best.score - (second?.score ?? -Infinity);
}

function resolvedIn(
  { best: leader, options }: Group,
  mention: Mention,
  words: readonly Word[],
): Resolved {
  const best = asWritten(leader, options, kindWritten(mention, words));
  const rivals = options
    .filter(({ candidate }) => !isSameGround(candidate.entity, best.candidate.entity))
    .filter((option) => option.score > leader.score - rivalMargin(option, leader))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, KEPT_ALTERNATIVES);
  const margin = leader.score - (rivals[0]?.score ?? -Infinity);
  return {
    mention,
    entity: best.candidate.entity,
    isDemonym: best.candidate.form === "demonym",
    confidence:
      knownness(best.candidate) * (rivals.length === 0 ? 1 : 0.55 + 0.4 * clearness(margin)),
    alternatives: rivals.map(({ candidate }) => candidate.entity),
    rule: "gazetteer",
  };
}

/** 0..1: how far ahead of its rivals a reading is. */
function clearness(margin: number): number {
  return Math.min(1, Math.max(0, margin) / HOMONYM_MARGIN);
}

/** A village of the name a text gives may be another village: the larger the place, the surer. */
function knownness({ entity }: Candidate): number {
  if (entity.kind !== "place" && entity.kind !== "district") return 0.95;
  return 0.65 + 0.3 * Math.min(1, Math.log10(entity.population + 1) / LARGE_CITY_LOG);
}

/** log10 of the people of a place nobody mistakes. */
const LARGE_CITY_LOG = 5.3;

/** Well-known homonyms in two countries ("Georgia") stay open longer than small towns do. */
function rivalMargin({ candidate }: Option, leader: Option): number {
  const isHomonym =
    isStrong(candidate) && candidate.entity.country !== leader.candidate.entity.country;
  return isHomonym ? HOMONYM_MARGIN : ALTERNATIVE_MARGIN;
}
