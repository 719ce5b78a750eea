import type { RegionCode } from "../../model/region.ts";
import type { EventInput, UsedPlace } from "./choose-event.ts";

/** One answer to "where", with what speaks for it: named features and how much of each. */
export interface WhereCase {
  readonly code: RegionCode;
  readonly features: ReadonlyMap<string, number>;
}

/** Extra say for some answers: a feature's name, and how much of it each code has. */
type Say = readonly [name: string, shares: ReadonlyMap<RegionCode, number>];

/** Every country the text names, with how it names it, and how it talks. */
export function countryCases(input: EventInput): WhereCase[] {
  const home = new Map(input.sourceCountry === undefined ? [] : [[input.sourceCountry, 1]]);
  const extra: Say[] = [
    ["words", input.countryWords],
    ["source", home],
  ];
  return casesOf(input, ({ entity }) => entity.country, extra);
}

/** Every subdivision of a country likewise; `ground` are those that the sentences of the event put it in. */
export function divisionCases(
  input: EventInput,
  country: RegionCode,
  ground: readonly RegionCode[],
): WhereCase[] {
  const inside = input.places.filter(({ entity }) => entity.country === country);
  const extra: Say[] = [["ground", new Map(ground.map((code) => [code, 1]))]];
  return casesOf({ ...input, places: inside }, ({ entity }) => entity.subdivision, extra);
}

function casesOf(
  input: EventInput,
  codeOf: (place: UsedPlace) => RegionCode | null,
  extra: readonly Say[],
): WhereCase[] {
  const votes = input.places.filter((place) => place.rule !== "context" && codeOf(place) !== null);
  const byCode = Map.groupBy(votes, codeOf);
  const first = votes[0] === undefined ? null : codeOf(votes[0]);
  const [all, narrow] = [votes.length, votes.filter(isNarrow).length];
  return [...byCode].flatMap(([code, places]) => {
    if (code === null) return [];
    const features = new Map<string, number>();
    const add = (name: string, amount: number): void => {
      features.set(name, (features.get(name) ?? 0) + amount);
    };
    add("share", places.length / all);
    if (narrow > 0) add("share:narrow", places.filter(isNarrow).length / narrow);
    add("names", Math.log2(1 + namesOf(places)));
    if (code === first) add("first", 1);
    for (const place of places) {
      const where = positionOf(input, place.mention.sentence);
      add(featureOf(where, place.use), place.confidence);
      if (isNarrow(place)) add(featureOf(where, "narrow"), place.confidence);
    }
    for (const [name, shares] of extra) add(name, shares.get(code) ?? 0);
    return [{ code, features: input.upperCase ? withCapitals(features) : dampened(features) }];
  });
}

/** How many, each once. */
function namesOf(places: readonly UsedPlace[]): number {
  const names = new Set<string>();
  for (const { mention } of places) names.add(mention.key);
  return names.size;
}

const NAMES = new Map<string, Map<string, string>>();

/** Positions and uses are few: a name that is made once is looked up faster than one made each time. */
function featureOf(where: string, use: UsedPlace["use"] | "narrow"): string {
  const known = NAMES.get(where)?.get(use);
  if (known !== undefined) return known;
  const name = `${where}:${use}`;
  NAMES.getOrInsert(where, new Map()).set(use, name);
  return name;
}

function isNarrow({ entity }: UsedPlace): boolean {
  return entity.kind === "place" || entity.kind === "district" || entity.kind === "subdivision";
}

/** Where in the text a sentence stands, by what is told there. */
function positionOf(
  { backgroundSentences, titleSentences, eventSentences }: EventInput,
  sentence: number,
): string {
  if (titleSentences.has(sentence)) return "title";
  if (backgroundSentences.has(sentence)) return "background";
  const rank = eventSentences.indexOf(sentence);
  if (rank !== -1 && rank < 3) return `event${rank}`;
  const at = sentence - titleSentences.size;
  if (at === 0) return "lead";
  if (rank !== -1) return "event";
  return at < 5 ? "early" : "late";
}

/** The second mention of a kind says less than the first. */
function dampened(features: Map<string, number>): ReadonlyMap<string, number> {
  for (const [name, amount] of features) features.set(name, Math.log2(1 + amount));
  return features;
}

/** Capitals have weights of their own besides. */
function withCapitals(features: Map<string, number>): ReadonlyMap<string, number> {
  const both = new Map<string, number>();
  for (const [name, value] of dampened(features))
    both.set(name, value).set(`capitals:${name}`, value);
  return both;
}

/** The likeliest by learned weights; the earlier of equals. */
export function likeliest(
  cases: readonly WhereCase[],
  weights: ReadonlyMap<string, number>,
): RegionCode | null {
  let [best, most]: [RegionCode | null, number] = [null, -Infinity];
  for (const { code, features } of cases) {
    let score = 0;
    for (const [name, amount] of features) score += amount * (weights.get(name) ?? 0);
    if (score > most) [best, most] = [code, score];
  }
  return best;
}
