import type { Profile } from "./profile.ts";

/** What a report is looked up by. */
export interface StoryQuery {
  readonly terms: readonly { readonly hash: number; readonly prior: number }[];
  /** The report's own time in the index: when it was received. */
  readonly atMs: number;
}

/** An earlier telling that shares terms with the one looked up. */
export interface Candidate {
  /** In the order of filing, from 1. */
  readonly number: number;
  readonly incidentId: string;
  readonly reportId: string;
  readonly profile: Profile;
}

export interface StoryFindings {
  /** The number of the telling that was filed last; 0: none yet. What was filed after it has not been seen. */
  readonly sequence: number;
  /** Tellings in the window. */
  readonly documents: number;
  /** How many of them have each term, in the order of the query. */
  readonly frequencies: readonly number[];
  /** Those that share most, the likeliest first. */
  readonly candidates: readonly Candidate[];
}

/** The tellings that have a term. */
export interface TermTellings {
  readonly frequency: number;
  /** Their numbers, older lists first, each ascending; of no use where they are more than `tellingsOfTerm`. */
  readonly lists: readonly (readonly number[])[];
}

/** A telling as it goes into the index. */
export interface StoryEntry {
  readonly incidentId: string;
  readonly reportId: string;
  readonly profile: Profile;
  readonly atMs: number;
}

/** A story is open for this long after its last telling; less where reports are kept for less. */
export const STORY_MS = 35 * 86_400_000;
/** What bounds the work for one report, however large the index. */
export const STORY_LIMITS = {
  /** Candidates weighed. */
  candidates: 16,
  /** A term of more tellings than this brings no candidates. */
  tellingsOfTerm: 400,
  /** Tellings looked at, the rarest terms' first. */
  tellings: 4_000,
  /** Sharing fewer terms is no sign of a common story. */
  sharedTerms: 2,
} as const;

/**
 * The index is kept in spans as long as a story is open. A report is looked up
 * in its own span and the one before; older ones are dropped whole.
 */
export function spanOf(atMs: number): number {
  return Math.floor(atMs / STORY_MS);
}

/** In whole 64ths, so that every implementation of the index adds up the same. */
export function wholeRarity(rarity: number): number {
  return Math.floor(rarity * 64);
}
