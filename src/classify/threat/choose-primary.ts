import type { Precedence } from "./knowledge.ts";
import type { ScoredType } from "./score-types.ts";

/** Types told about as prominently as the first may be primary in its place. */
const CLOSE = 0.3;
/** News replaces an act only where it is told about as surely: "retaliation" is no statement. */
const AS_SURE = 0.1;
/** The least a hit is worth to count as a telling of its own. */
const OWN_HIT = 0.3;

/** A closer description stands in the opening sentence or the next; a headline says what the opening does. */
const CLOSER_WITHIN = 1;
/** Told as prominently as this, a fire after a strike is news of its own. */
const NEWS_OF_ITS_OWN = 0.8;

/**
 * The type a report is about: of those that lead it, the one that no other
 * describes more closely (`specifies`, in the opening sentences) or replaces
 * (`outranks` and `absorbs`, in the same sentence or an earlier one); then the most prominent.
 * `headlines` is how many sentences the title has.
 */
export function choosePrimary(
  types: readonly ScoredType[],
  precedence: ReadonlyMap<string, Precedence>,
  headlines: number,
): ScoredType | undefined {
  const ordered = types.toSorted((one, other) => other.prominence - one.prominence);
  const best = ordered[0];
  if (best === undefined) return undefined;
  const leading = ordered.filter((type) => type.prominence >= best.prominence - CLOSE);
  const beaten = new Set(
    leading.flatMap((winner) =>
      leading
        .filter((loser) => wins(winner, loser, { precedence, headlines }))
        .map((loser) => loser.slug),
    ),
  );
  return leading.find((type) => !beaten.has(type.slug)) ?? best;
}

interface Order {
  readonly precedence: ReadonlyMap<string, Precedence>;
  /** Sentences of the title. */
  readonly headlines: number;
}

function wins(winner: ScoredType, loser: ScoredType, { precedence, headlines }: Order): boolean {
  const rules = precedence.get(winner.slug);
  if (rules === undefined || winner === loser) return false;
  const [closer, general] = [firstSentence(winner), firstSentence(loser)];
  if (rules.specifies.includes(loser.slug)) {
    return Math.max(closer, headlines) - Math.max(general, headlines) <= CLOSER_WITHIN;
  }
  const replaces = rules.outranks.includes(loser.slug) || rules.absorbs.includes(loser.slug);
  return replaces && closer <= general && winner.prominence >= loser.prominence - AS_SURE;
}

/** Without what the primary type absorbs, unless that is told as prominently. */
export function withoutAbsorbed(
  types: readonly ScoredType[],
  primary: ScoredType,
  precedence: ReadonlyMap<string, Precedence>,
): ScoredType[] {
  const absorbed = precedence.get(primary.slug)?.absorbs ?? [];
  return types.filter(
    ({ slug, prominence }) => !absorbed.includes(slug) || prominence >= NEWS_OF_ITS_OWN,
  );
}

function firstSentence({ hits }: ScoredType): number {
  return Math.min(...hits.filter((hit) => hit.value >= OWN_HIT).map((hit) => hit.sentence));
}

/** A tactic told only where a closer description of it is told too says nothing of its own. */
export function withoutRepeats(
  types: readonly ScoredType[],
  precedence: ReadonlyMap<string, Precedence>,
): ScoredType[] {
  return types.filter((type) => {
    const closer = types.filter((other) =>
      precedence.get(other.slug)?.specifies.includes(type.slug),
    );
    const told = new Set(closer.flatMap((other) => other.hits.map((hit) => hit.sentence)));
    return !type.hits.every((hit) => hit.value < OWN_HIT || told.has(hit.sentence));
  });
}
