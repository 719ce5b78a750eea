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

/** Countries, subdivisions and regions by their own name: well known, and seldom anything else. */
export function isStrong({ entity, form }: Candidate): boolean {
  if (form === "alternate" || entity.kind === "place" || entity.kind === "district") return false;
  return entity.kind !== "subdivision" || entity.population > 0;
}

/** Alternate names count for a third: they are often old, foreign or wrong. */
export function fame(candidates: readonly Candidate[]): number {
  let most = 0;
  for (const { entity, form } of candidates)
    most = Math.max(most, entity.population * (form === "alternate" ? 0.3 : 1));
  return most;
}
