import type { Severity } from "../../model/severity.ts";
import type { Category, Taxonomy } from "../../model/threat.ts";
import type { LinearModel } from "./learned/linear-model.ts";

/** How much one phrase says by itself: `sure` names the incident, `hint` needs company. */
export const STRENGTHS = { sure: 0.9, likely: 0.65, hint: 0.3 } as const;

export type Strength = keyof typeof STRENGTHS;

/** Signs that must stand close together in one sentence, and those that must not. */
export interface Together {
  readonly signs: readonly string[];
  readonly without: readonly string[];
  readonly strength: Strength;
}

/** What tells one sub-type in one language. Phrases are in the syntax of `parsePhrase`. */
export interface TypeCues {
  readonly phrases: Readonly<Record<Strength, readonly string[]>>;
  readonly together: readonly Together[];
}

/** Month and weekday words of a language, already folded as the file has them. */
export interface Calendar {
  /** 1 is Monday, as ISO 8601 counts. */
  readonly weekdays: Readonly<Record<string, number>>;
  readonly months: Readonly<Record<string, number>>;
  /** A word, or two of which the first is short, for a day counted back from publication: today 0, this morning 0, yesterday 1. */
  readonly daysAgo: Readonly<Record<string, number>>;
}

export interface NumberWords {
  readonly exact: Readonly<Record<string, number>>;
  /** hundred, dozen: multiply what stands before. */
  readonly times: Readonly<Record<string, number>>;
  /** dozens, several: the fewest the word can honestly mean. */
  readonly vague: Readonly<Record<string, number>>;
  /** "a", "un": one, where a person follows. */
  readonly article: readonly string[];
}

/** Everything known of one language. */
export interface Lexicon {
  /** ISO 639-1. */
  readonly language: string;
  /** Named lists of phrases; the names that code asks for are `REQUIRED_SIGNS`. */
  readonly signs: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, TypeCues>>;
  readonly calendar: Calendar;
  readonly numbers: NumberWords;
}

/** Which sub-types win over which when both are told: see `choosePrimary`. */
export interface Precedence {
  /** Tactics this one is a closer description of, told of the same event. */
  readonly specifies: readonly string[];
  /** Kinds of news this one replaces when told in the same breath. */
  readonly outranks: readonly string[];
  /** Its aftermath, or its own words in another sense: beside it, no news of their own. */
  readonly absorbs: readonly string[];
}

/** First rule that holds decides; an absent condition always holds. */
export interface SeverityRule {
  readonly severity: Severity;
  readonly reason: string;
  /** `category` or sub-type slug of any kept threat. */
  readonly threats?: readonly string[] | undefined;
  /** At least this many. */
  readonly killed?: number | undefined;
  readonly injured?: number | undefined;
  readonly missing?: number | undefined;
  readonly displaced?: number | undefined;
  /** A sign in a sentence that tells the event. */
  readonly sign?: string | undefined;
}

export interface ThreatKnowledge {
  readonly taxonomy: Taxonomy;
  readonly precedence: ReadonlyMap<string, Precedence>;
  readonly lexicons: readonly Lexicon[];
  readonly severity: readonly SeverityRule[];
  /** Learned weights; without them the rules decide alone. */
  readonly model?: LinearModel | undefined;
}

/** A list that designates an actor, with what an auditor needs to check it. */
export interface Designation {
  readonly list: string;
  readonly source: string;
  /** ISO 8601 date of listing, or as much of it as is published. */
  readonly date?: string | undefined;
}

export interface ActorAlias {
  readonly text: string;
  /** Other words of the document of which one must be there: RSF is also a press club. */
  readonly needs: readonly string[];
}

export interface KnownActor {
  readonly name: string;
  readonly kind: "group" | "gang" | "state";
  readonly aliases: readonly ActorAlias[];
  readonly designations: readonly Designation[];
}

export interface ActorKnowledge {
  readonly actors: readonly KnownActor[];
}

/** Signs that the code reads by name; a lexicon may leave any empty, none unnamed in another spelling. */
export const READ_SIGNS = [
  "negation",
  "hypothetical",
  "prospect",
  "background",
  "subordinate",
  "figurative",
  "drill",
  "fiction",
  "anniversary",
  "retracted",
  "untrue",
  "sport",
  "culture",
  "business",
  "politics",
  "killed",
  "toll",
  "hit",
  "one-died",
  "one-hurt",
  "someone-else",
  "address-at",
  "injured",
  "missing",
  "detained",
  "displaced",
  "people",
  "person",
  "units",
  "including",
  "at-least",
  "and",
  "passive",
  "civilian-target",
  "military-target",
  "gunmen",
  "militants",
  "state-force",
  "battle",
  "crime-setting",
  "terrorist-word",
] as const;

/** Categories that a sub-type may take: its own, then the others it allows. */
export function allowedCategories(taxonomy: Taxonomy, slug: string): readonly Category[] {
  const subType = taxonomy.get(slug);
  return subType === undefined ? [] : [subType.category, ...subType.also];
}
