import { choosePrimary, withoutAbsorbed, withoutRepeats } from "./choose-primary.ts";
import type { ThreatKnowledge } from "./knowledge.ts";
import { RELEVANT_FROM, readRelevance } from "./read-relevance.ts";
import type { Reading } from "./read-signs.ts";
import { type ScoredType, scoreTypes } from "./score-types.ts";
import { withoutContradicted } from "./settle-doers.ts";
import type { Standing } from "./standing.ts";

export const KEEP_FROM = 0.35;
export const MOST_THREATS = 4;

/** What phrases and their rules say of a report, before any learned weight. */
export interface RuleReading {
  /** Every type with a cue. */
  readonly scored: readonly ScoredType[];
  /** Those that are told. */
  readonly types: readonly ScoredType[];
  readonly primary: ScoredType | undefined;
  /** Sub-types a report would be listed under, the primary first. */
  readonly listed: readonly string[];
  /** 0..1. */
  readonly relevance: number;
}

export function readByRules(
  reading: Reading,
  standing: Standing,
  knowledge: ThreatKnowledge,
): RuleReading {
  const { precedence, taxonomy } = knowledge;
  const scored = scoreTypes(reading, standing);
  const told = scored.filter(({ score }) => score >= KEEP_FROM);
  const types = withoutRepeats(withoutContradicted(told, reading), precedence);
  const isContext = (slug: string) => taxonomy.get(slug)?.category === "context";
  const relevance = readRelevance(reading, types, isContext);
  const headlines = reading.document.sentences.filter(({ isTitle }) => isTitle).length;
  const primary = choosePrimary(types, precedence, headlines);
  const isTold = primary !== undefined && relevance >= RELEVANT_FROM;
  const listed = isTold ? [primary, ...otherTypes(types, primary, knowledge)] : [];
  return { scored, types, primary, relevance, listed: listed.map(({ slug }) => slug) };
}

/** What is listed besides the primary type. */
export function otherTypes(
  types: readonly ScoredType[],
  primary: ScoredType,
  { precedence }: ThreatKnowledge,
): ScoredType[] {
  return withoutAbsorbed(types, primary, precedence)
    .filter((type) => type !== primary)
    .slice(0, MOST_THREATS - 1);
}
