import type { Incident } from "../model/incident.ts";
import type { Clauses } from "../model/subscription.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { Clause } from "./clause.ts";
import { languagesClause, maxAgeClause, sourcesClause, wordsClause } from "./told-clauses.ts";
import {
  actorsClause,
  casualtiesClause,
  confidenceClause,
  severityClause,
  threatsClause,
} from "./what-clauses.ts";
import { CERTAIN_PLACE, nearClause, regionsClause } from "./where-clauses.ts";

/** In the order in which they are tried and told: where, what and how bad, who says so and in which words. */
export function compileClauses(clauses: Clauses, taxonomy: Taxonomy): readonly Clause[] {
  return [
    ...whereClauses(clauses),
    ...whatClauses(clauses, taxonomy),
    ...toldClauses(clauses),
  ].filter((clause) => clause !== undefined);
}

type Absent = undefined;

function whereClauses(clauses: Clauses): (Clause | Absent)[] {
  const { regions, near, ambiguous } = clauses;
  return [
    regions && regionsClause(regions, clauses),
    near && nearClause(near, clauses),
    ambiguous === "exclude" ? CERTAIN_PLACE : undefined,
  ];
}

function whatClauses(clauses: Clauses, taxonomy: Taxonomy): (Clause | Absent)[] {
  const { threats, severity, casualties, actors, confidence, maxAge } = clauses;
  return [
    threats && threatsClause(threats, taxonomy),
    severity && severityClause(severity),
    casualties && casualtiesClause(casualties),
    actors && actorsClause(actors),
    confidence === undefined ? undefined : confidenceClause(confidence),
    maxAge === undefined ? undefined : maxAgeClause(maxAge),
  ];
}

function toldClauses({ sources, languages, words }: Clauses): (Clause | Absent)[] {
  return [
    sources && sourcesClause(sources),
    languages && languagesClause(languages),
    words && wordsClause(words),
  ];
}

/** What tells of no incident, or was withdrawn, reaches nobody, whatever the rules say. */
export const RELEVANCE: Clause = {
  name: "relevance",
  hold: ({ incident }) =>
    incident.classification.relevant && !incident.retracted
      ? { asked: "any incident", found: relevanceOf(incident) }
      : undefined,
  miss: ({ incident }) => ({ asked: "a security incident", found: relevanceOf(incident) }),
};

function relevanceOf(incident: Incident): string {
  if (incident.retracted) return "withdrawn by its source";
  return `relevance ${incident.classification.relevance.toFixed(2)}`;
}
