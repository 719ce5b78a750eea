import { distanceKm } from "../../model/great-circle.ts";
import type { Candidate, Entity } from "./gazetteer.ts";
import type { Mention } from "./mention.ts";
import { DIVISION_WORDS, SETTLEMENT_WORDS } from "./word-lists.ts";
import { followsDirectly, type Word } from "./words.ts";

/** A reading under consideration. */
export interface Option {
  readonly candidate: Candidate;
  readonly prior: number;
  score: number;
}

/** What the words around a name say it is. */
type WrittenKind = "division" | "settlement";

/** "Idlib province" is the province, "the city of Idlib" the city. */
export function kindWritten(
  { firstWord, endWord }: Pick<Mention, "firstWord" | "endWord">,
  words: readonly Word[],
): WrittenKind | undefined {
  const behind = kindBehind(words, endWord);
  if (behind !== undefined) return behind;
  if (!OF.has(words[firstWord - 1]?.key ?? "")) return undefined;
  const noun = words[firstWord - 2]?.key ?? "";
  if (isDivisionOfSeveral(noun)) return "division";
  if (DIVISION_WORDS.has(noun) && !PARTS_OF_TOWNS.has(noun)) return "division";
  return SETTLEMENT_WORDS.has(noun) ? "settlement" : undefined;
}

function kindBehind(words: readonly Word[], end: number): WrittenKind | undefined {
  const next = words[end];
  if (next?.startsSentence !== false || !followsDirectly(next)) return undefined;
  if (DIVISION_WORDS.has(next.key) || isDivisionOfSeveral(next.key)) return "division";
  if (SETTLEMENT_WORDS.has(next.key)) return "settlement";
  const isJoint = next.key === "and" && isJointDivision(words.slice(end + 1, end + 4));
  return isJoint ? "division" : undefined;
}

const OF = new Set(["of", "de", "du", "del", "di"]);

/** "A residential district of Kharkiv" lies in the city. */
const PARTS_OF_TOWNS = new Set(["district", "area", "division"]);

/** The rest of "Kyiv and Zhytomyr regions". */
function isJointDivision(after: readonly Word[]): boolean {
  const noun = after.findIndex(({ capitalised }) => !capitalised);
  return noun > 0 && followsDirectly(after[noun]) && isDivisionOfSeveral(after[noun]?.key ?? "");
}

function isDivisionOfSeveral(key: string): boolean {
  return key.endsWith("s") && DIVISION_WORDS.has(key.slice(0, -1));
}

/** The reading of the kind the text's own words ask for, where one lies on the same ground. */
export function asWritten(
  leader: Option,
  options: readonly Option[],
  kind: WrittenKind | undefined,
): Option {
  const { entity } = leader.candidate;
  if (entity.kind === "country" || entity.kind === "region") return leader;
  if (kind === undefined && entity.kind !== "subdivision") return leader;
  const others = options
    .filter(
      ({ candidate }) => candidate.entity !== entity && isSameGround(candidate.entity, entity),
    )
    .toSorted((a, b) => b.score - a.score);
  if (kind === undefined) return others.find(isSeat) ?? leader;
  const isOf = ({ candidate }: Option): boolean =>
    (candidate.entity.kind === "place") === (kind === "settlement");
  const around = kind === "division" ? divisionAround([leader, ...others]) : undefined;
  if (around !== undefined) return around;
  return isOf(leader) ? leader : (others.find(isOf) ?? leader);
}

/** "Kyiv region" is what lies around the city of Kyiv, where city and region are two divisions of one name. */
function divisionAround(options: readonly Option[]): Option | undefined {
  const home = options.find(({ candidate: { entity } }) => entity.kind === "place");
  const city = home?.candidate.entity.subdivision;
  const divisions = options.filter(
    ({ candidate: { entity, form } }) => entity.kind === "subdivision" && form === "main",
  );
  const isCity = ({ candidate: { entity } }: Option): boolean => entity.subdivision === city;
  return divisions.some(isCity) ? divisions.find((one) => !isCity(one)) : undefined;
}

/** Countries whose states newspapers name more often than the towns of the same name. */
const FEDERATIONS = new Set(["US", "CA", "AU", "MX", "BR", "DE"]);

/** A bare "Gao" is the town the region is run from, not the region. */
function isSeat({ candidate: { entity, form } }: Option): boolean {
  const isCapital = entity.feature === "PPLA" || entity.feature === "PPLC";
  return isCapital && form !== "alternate" && !FEDERATIONS.has(entity.country ?? "");
}

/** A city and the province of its name are one answer to "where". */
export function isSameGround(one: Entity, other: Entity): boolean {
  if (one.country !== other.country) return false;
  return one.subdivision === other.subdivision || distanceKm(one, other) < 50;
}
