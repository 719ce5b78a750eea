import type { Candidate, Entity } from "./gazetteer.ts";

/** A name found in the text that may be a place's, before and after it is known which. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly key: string;
  readonly sentence: number;
  /** Half-open range of words. */
  readonly firstWord: number;
  readonly endWord: number;
  readonly candidates: readonly Candidate[];
}

/** A mention with its meaning. */
export interface Resolved {
  readonly mention: Mention;
  readonly entity: Entity;
  readonly isDemonym: boolean;
  /** 0..1. */
  readonly confidence: number;
  /** Other readings nearly as good. */
  readonly alternatives: readonly Entity[];
  readonly rule: string;
  readonly uncertaintyKm?: number;
}

/** Nothing that a name may mean, as far as is known yet. */
export const NO_CANDIDATES: readonly Candidate[] = [];

/** Whether its readings are of a short form ("US", "Calif."): then all of them are. */
export function isShort({ candidates }: Pick<Mention, "candidates">): boolean {
  // Looking past the end of a list that V8 knows to be empty has it throw away what it compiled, each time.
  return candidates.length > 0 && candidates[0]?.form === "abbreviation";
}

/** Countries, subdivisions and regions by their own name: well known, and seldom anything else. */
export function isStrong({ entity, form }: Candidate): boolean {
  if (form === "alternate" || entity.kind === "place" || entity.kind === "district") return false;
  return entity.kind !== "subdivision" || entity.population > 0;
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

/** Alternate names count for a third: they are often old, foreign or wrong. */
export function fame(candidates: readonly Candidate[]): number {
  let most = 0;
  for (const { entity, form } of candidates)
    most = Math.max(most, entity.population * (form === "alternate" ? 0.3 : 1));
  return most;
}
