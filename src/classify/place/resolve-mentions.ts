import { type Company, nearness, readCompany, weightOf } from "./company.ts";
import type { Candidate } from "./gazetteer.ts";
import {
  containerScore,
  type Group,
  groupMentions,
  type NamedPlaces,
  takeBest,
} from "./group-mentions.ts";
import { isStrong, type Mention, type Resolved } from "./mention.ts";
import type { Word } from "./words.ts";
import { asWritten, isSameGround, kindWritten, type Option } from "./written-kind.ts";

/** How much the company a name keeps weighs against its own fame; tuned on news of five collections. */
const SAME_COUNTRY = 8;
const SAME_SUBDIVISION = 6;
const NEARBY = 6;
/** Beside its country's name, a capital's name hardly means another place. */
const CAPITAL = 3;
const ROUNDS = 3;
const KEPT_ALTERNATIVES = 3;
const ALTERNATIVE_MARGIN = 2.5;
const HOMONYM_MARGIN = 6;

/** Says which place each name means: by fame, by "X, Y", and by the places named around it. */
export function resolveMentions(input: NamedPlaces): Resolved[] {
  const groups = groupMentions(input);
  let isSettled = false;
  for (let round = 0; round < ROUNDS && !isSettled; round += 1) {
    const company = readCompany(groups);
    isSettled = true;
    // Where no reading changes what it says for the others, another round would say the same.
    for (const group of groups) if (chooseReading(group, company)) isSettled = false;
  }
  const resolved: Resolved[] = [];
  for (const group of groups)
    for (const mention of group.mentions) resolved.push(resolvedIn(group, mention, input.words));
  return resolved.toSorted((a, b) => a.mention.start - b.mention.start);
}

/** Whether the name says something else for the others than it did before. */
function chooseReading(group: Group, company: Company): boolean {
  const { best } = group;
  const own = best.candidate.entity;
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
  takeBest(group);
  return group.best !== best || weightOf(group) !== weight;
}

function resolvedIn(
  { best: leader, options }: Group,
  mention: Mention,
  words: readonly Word[],
): Resolved {
  const best = asWritten(leader, options, kindWritten(mention, words));
  const rivals = rivalsOf(leader, best, options);
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

/** Readings nearly as good as the leader that lie elsewhere than the best, the likeliest first. */
function rivalsOf(leader: Option, best: Option, options: readonly Option[]): readonly Option[] {
  const rivals: Option[] = [];
  for (const option of options) {
    const isNear = option.score > leader.score - rivalMargin(option, leader);
    if (isNear && !isSameGround(option.candidate.entity, best.candidate.entity))
      rivals.push(option);
  }
  return rivals.toSorted((a, b) => b.score - a.score).slice(0, KEPT_ALTERNATIVES);
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
