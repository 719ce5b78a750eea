import type { Precedence } from "../knowledge.ts";
import type { RuleReading } from "../read-by-rules.ts";
import type { Reading } from "../read-signs.ts";
import type { ScoredType, WeighedHit } from "../score-types.ts";
import type { Answer, LinearModel, LinearTable, Reason } from "./linear-model.ts";
import type { ReportFeatures } from "./report-features.ts";

/** What rules and weights together say of a report. */
export interface Decided {
  /** 0..1. */
  readonly relevance: number;
  readonly types: readonly ScoredType[];
  readonly primary: ScoredType | undefined;
}

export interface DecideInput {
  readonly reading: Reading;
  readonly features: ReportFeatures;
  readonly ruled: RuleReading;
  readonly model: LinearModel;
  readonly precedence: ReadonlyMap<string, Precedence>;
}

/** From this chance on a type is told, though no phrase of the lexicon says so. */
const TOLD_FROM = 0.4;
/** A lead that no phrase backs goes before one that some phrase does from this chance on. */
const LEADS_FROM = 0.4;
/** Words shown as evidence where only weights speak. */
const MOST_WORDS = 3;
/** Without a phrase of any type the weights have to be surer, and a few words are no ground at all. */
const UNBACKED_SHARE = 0.9;
const ENOUGH_WORDS = 25;
const DOUBTED_SHARE = 0.6;
/** An answer that speaks for more types than this cannot say by words alone which it is. */
const NAMEABLE = 2;

/**
 * The weights weigh what the rules found: they say how likely it is that a type is really told
 * and which one leads, and find by words what no phrase names. Within the types one answer
 * speaks for, the rules choose.
 */
export function decide({ reading, features, ruled, model, precedence }: DecideInput): Decided {
  const { relevance, types: asked } = model.read(features, reading.lexicon.language);
  const types = asked === undefined ? ruled.types : reweigh(ruled.types, asked.tellings, reading);
  const lead = asked === undefined ? ruled.primary : leadingType(asked.leads, types, reading);
  const primary = closer(ruled.primary, lead, { types, precedence }) ?? unnamed(relevance, reading);
  const isListed = primary === undefined || types.includes(primary);
  return {
    relevance: weighRelevance(relevance.answers[0]?.chance ?? 0, { ruled, reading }),
    types: isListed ? types : [primary, ...types],
    primary,
  };
}

/** The rules' leading type where it describes more closely what the weights put first. */
function closer(
  ruled: ScoredType | undefined,
  lead: ScoredType | undefined,
  { types, precedence }: Pick<Decided, "types"> & Pick<DecideInput, "precedence">,
): ScoredType | undefined {
  if (ruled === undefined || lead === undefined) return lead;
  const isCloser = precedence.get(ruled.slug)?.specifies.includes(lead.slug) ?? false;
  return (isCloser ? types.find(({ slug }) => slug === ruled.slug) : undefined) ?? lead;
}

/** Rules and weights speak for an incident together where neither does alone. */
function weighRelevance(
  chance: number,
  { ruled, reading }: Pick<DecideInput, "ruled" | "reading">,
): number {
  if (ruled.types.length > 0) return Math.max(chance, Math.sqrt(chance * ruled.relevance));
  const ground = Math.min(1, reading.keys.length / ENOUGH_WORDS);
  // Phrases of an incident, and none of them a fact: a denial, a fear, history.
  const share = reading.cues.length > 0 ? DOUBTED_SHARE : UNBACKED_SHARE;
  return chance * share * ground;
}

function leadingType(
  leads: LinearTable,
  types: readonly ScoredType[],
  reading: Reading,
): ScoredType | undefined {
  const answers = leads.answers.toSorted((one, other) => other.margin - one.margin);
  for (const answer of answers) {
    const backed = mostProminent(types.filter(({ slug }) => answer.head.slugs.includes(slug)));
    if (backed !== undefined) return backed;
    if (answer.chance < LEADS_FROM || answer.head.slugs.length > NAMEABLE) continue;
    const found = typeByWords(answer, leads.reasons(answer.head, MOST_WORDS), reading);
    if (found !== undefined) return found;
  }
  return mostProminent(types);
}

function mostProminent(types: readonly ScoredType[]): ScoredType | undefined {
  return types.toSorted((one, other) => other.prominence - one.prominence)[0];
}

/** Something security-relevant that no type fits. */
const UNNAMED = "other-development";

function unnamed(relevance: LinearTable, reading: Reading): ScoredType | undefined {
  const [answer] = relevance.answers;
  if (answer === undefined) return undefined;
  const head = { ...answer.head, slugs: [UNNAMED] };
  return typeByWords({ ...answer, head }, relevance.reasons(answer.head, MOST_WORDS), reading);
}

function reweigh(
  types: readonly ScoredType[],
  table: LinearTable,
  reading: Reading,
): readonly ScoredType[] {
  const chances = new Map<string, number>();
  const found: ScoredType[] = [];
  for (const answer of table.answers) {
    const { head, chance } = answer;
    const told = types.filter(({ slug }) => head.slugs.includes(slug));
    const best = Math.max(...told.map(({ score }) => score));
    for (const { slug, score } of told) chances.set(slug, (chance * score) / best);
    if (told.length > 0 || chance < TOLD_FROM) continue;
    const type = typeByWords(answer, table.reasons(head, MOST_WORDS), reading);
    if (type !== undefined) found.push(type);
  }
  return [
    ...types.map((type) => ({ ...type, score: chances.get(type.slug) ?? type.score })),
    ...found,
  ].toSorted((one, other) => other.score - one.score);
}

function typeByWords(
  { head, chance }: Answer,
  reasons: readonly Reason[],
  reading: Reading,
): ScoredType | undefined {
  const [slug] = head.slugs;
  const hits = reasons.flatMap(({ tokens }): WeighedHit[] => {
    const [token] = tokens;
    const sentence = token === undefined ? undefined : reading.document.tokens[token]?.sentence;
    if (slug === undefined || token === undefined || sentence === undefined) return [];
    const rule = `learned: ${reading.keys[token] ?? ""}`;
    return [{ from: token, to: token + 1, sentence, slug, strength: chance, rule, value: chance }];
  });
  if (slug === undefined || hits.length === 0) return undefined;
  return { slug, score: chance, prominence: chance, hits };
}
