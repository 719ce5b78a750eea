import type { Precedence } from "../knowledge.ts";
import type { RuleReading } from "../read-by-rules.ts";
import type { Reading } from "../read-signs.ts";
import type { ScoredType, WeighedHit } from "../score-types.ts";
import type { Answered, LinearModel } from "./linear-model.ts";
import type { Answer, Reason } from "./linear-table.ts";
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

/** From this chance on a type is told, though no phrase of the lexicon says so for certain. */
const TOLD_FROM = 0.35;
/** What no phrase tells for certain leads nothing where it is less likely than this to be told anywhere. */
const LEAST_TOLD = 0.15;
/** Words shown as evidence where only weights speak. */
const MOST_WORDS = 3;
/** Fewer words are no ground to judge by alone. */
const ENOUGH_WORDS = 25;

/**
 * The weights weigh what the rules found: they say how likely it is that a type is really told
 * and which one leads, and find by words what no phrase names. Within the types one answer
 * speaks for, the rules choose.
 */
export function decide({ reading, features, ruled, model, precedence }: DecideInput): Decided {
  const { relevance, types: asked } = model.read(features, reading.lexicon.language);
  const types = asked === undefined ? ruled.types : reweigh(ruled, asked.tellings, reading);
  const lead = asked === undefined ? ruled.primary : leadingType(asked, { types, ruled, reading });
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

/** The fewer words there are to weigh, the more the rules' own answer counts; without one, little does. */
function weighRelevance(
  chance: number,
  { ruled, reading }: Pick<DecideInput, "ruled" | "reading">,
): number {
  const ground = Math.min(1, reading.words.length / ENOUGH_WORDS);
  if (ruled.types.length === 0) return chance * ground;
  return Math.max(chance, chance ** ground * ruled.relevance ** (1 - ground));
}

interface Leading {
  readonly types: readonly ScoredType[];
  readonly ruled: RuleReading;
  readonly reading: Reading;
}

function leadingType(
  { leads, tellings }: { readonly leads: Answered; readonly tellings: Answered },
  { types, ruled, reading }: Leading,
): ScoredType | undefined {
  const answers = leads.answers.toSorted((one, other) => other.margin - one.margin);
  const isByRules = (slug: string): boolean => ruled.types.some((type) => type.slug === slug);
  const isLikely = (slug: string | undefined): boolean => chanceOf(slug, tellings) >= LEAST_TOLD;
  for (const answer of answers) {
    const { slugs } = answer.head;
    const ofAnswer = withSlugs(types, slugs);
    const found =
      mostProminent(ofAnswer.filter(({ slug }) => isByRules(slug))) ?? mostProminent(ofAnswer);
    if (found !== undefined) return found;
    const hinted = mostProminent(
      withSlugs(ruled.scored, slugs).filter(({ slug }) => isLikely(slug)),
    );
    if (hinted !== undefined) return hinted;
    if (!isLikely(slugs[0])) continue;
    const byWords = typeByWords(answer, leads.reasons(answer.head, MOST_WORDS), reading);
    if (byWords !== undefined) return byWords;
  }
  return mostProminent(types);
}

/** How likely it is told anywhere; certain where no head speaks for it. */
function chanceOf(slug: string | undefined, { answers }: Answered): number {
  if (slug === undefined) return 1;
  return answers.findLast(({ head }) => head.slugs.includes(slug))?.chance ?? 1;
}

function withSlugs(types: readonly ScoredType[], slugs: readonly string[]): readonly ScoredType[] {
  const some: ScoredType[] = [];
  for (const type of types) if (slugs.includes(type.slug)) some.push(type);
  return some;
}

/** The first of equals. */
function mostProminent(types: readonly ScoredType[]): ScoredType | undefined {
  let most = types[0];
  for (const type of types) if (type.prominence > (most?.prominence ?? 0)) most = type;
  return most;
}

/** Something security-relevant that no type fits. */
const UNNAMED = "other-development";

function unnamed(relevance: Answered, reading: Reading): ScoredType | undefined {
  const [answer] = relevance.answers;
  if (answer === undefined) return undefined;
  const head = { ...answer.head, slugs: [UNNAMED] };
  return typeByWords({ ...answer, head }, relevance.reasons(answer.head, MOST_WORDS), reading);
}

function reweigh(
  { types, scored }: RuleReading,
  table: Answered,
  reading: Reading,
): readonly ScoredType[] {
  const chances = new Map<string, number>();
  const found: ScoredType[] = [];
  for (const answer of table.answers) {
    const { head, chance } = answer;
    const told = withSlugs(types, head.slugs);
    let best = 0;
    for (const { score } of told) best = Math.max(best, score);
    for (const { slug, score } of told) chances.set(slug, (chance * score) / best);
    if (told.length > 0 || chance < TOLD_FROM) continue;
    const backed = mostProminent(withSlugs(scored, head.slugs));
    const type = backed
      ? { ...backed, score: chance }
      : typeByWords(answer, table.reasons(head, MOST_WORDS), reading);
    if (type !== undefined) found.push(type);
  }
  const reweighed: ScoredType[] = [];
  for (const type of types)
    reweighed.push({ ...type, score: chances.get(type.slug) ?? type.score });
  reweighed.push(...found);
  return reweighed.toSorted((one, other) => other.score - one.score);
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
    const rule = `learned: ${reading.keyAt(token)}`;
    return [{ from: token, to: token + 1, sentence, slug, strength: chance, rule, value: chance }];
  });
  if (slug === undefined || hits.length === 0) return undefined;
  return { slug, score: chance, prominence: chance, hits };
}
