import { distanceKm } from "./earth.ts";
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
  { firstWord, endWord }: Mention,
  words: readonly Word[],
): WrittenKind | undefined {
  const next = words[endWord];
  if (next?.startsSentence === false && followsDirectly(next)) {
    if (DIVISION_WORDS.has(next.key)) return "division";
    if (SETTLEMENT_WORDS.has(next.key)) return "settlement";
  }
  if (words[firstWord - 1]?.key !== "of") return undefined;
  const noun = words[firstWord - 2]?.key ?? "";
  if (DIVISION_WORDS.has(noun)) return "division";
  return SETTLEMENT_WORDS.has(noun) ? "settlement" : undefined;
}

/** The reading of the kind the text's own words ask for, where one lies on the same ground. */
export function asWritten(
  leader: Option,
  options: readonly Option[],
  kind: WrittenKind | undefined,
): Option {
  const { entity } = leader.candidate;
  if (entity.kind === "country" || entity.kind === "region") return leader;
  const others = options
    .filter(
      ({ candidate }) => candidate.entity !== entity && isSameGround(candidate.entity, entity),
    )
    .toSorted((a, b) => b.score - a.score);
  if (kind === undefined) return (entity.kind === "subdivision" && others.find(isSeat)) || leader;
  const isOf = ({ candidate }: Option): boolean =>
    (candidate.entity.kind === "place") === (kind === "settlement");
  return isOf(leader) ? leader : (others.find(isOf) ?? leader);
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
  return (
    one.subdivision === other.subdivision || distanceKm(one.lat, one.lon, other.lat, other.lon) < 50
  );
}
