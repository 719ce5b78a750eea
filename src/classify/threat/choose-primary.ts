import type { Precedence } from "./knowledge.ts";
import type { ScoredType } from "./score-types.ts";

/** Types told about as prominently as the first may be primary in its place. */
const CLOSE = 0.3;
/** The least a hit is worth to count as a telling of its own. */
const OWN_HIT = 0.3;

/**
 * The type a report is about: of those that lead it, the one that no other
 * describes more closely (`specifies`, in the opening sentences) or replaces
 * (`outranks`, in the same sentence or an earlier one); then the most prominent.
 */
export function choosePrimary(
  types: readonly ScoredType[],
  precedence: ReadonlyMap<string, Precedence>,
): ScoredType | undefined {
  const ordered = types.toSorted((one, other) => other.prominence - one.prominence);
  const best = ordered[0];
  if (best === undefined) return undefined;
  const leading = ordered.filter((type) => type.prominence >= best.prominence - CLOSE);
  const beaten = new Set(
    leading.flatMap((winner) =>
      leading
        .filter((loser) => wins(winner, loser, precedence.get(winner.slug)))
        .map((loser) => loser.slug),
    ),
  );
  return leading.find((type) => !beaten.has(type.slug)) ?? best;
}

function wins(winner: ScoredType, loser: ScoredType, precedence: Precedence | undefined): boolean {
  if (precedence === undefined || winner === loser) return false;
  if (precedence.specifies.includes(loser.slug)) return true;
  return precedence.outranks.includes(loser.slug) && firstSentence(winner) <= firstSentence(loser);
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
