import { rarityOf } from "./rarity.ts";
import { STORY_LIMITS, type TermTellings, wholeRarity } from "./story-index.ts";
import type { Tally } from "./tally.ts";

/** A term that is looked up, and who has it. */
interface FoundTerm extends TermTellings {
  readonly prior: number;
}

/** Numbers of the tellings that share most, likeliest first; the newer of two that share as much. */
export function likeliest(
  found: readonly FoundTerm[],
  documents: number,
  tally: Tally,
): readonly number[] {
  const rarestFirst = found
    .map((term, i) => ({ ...term, i }))
    .toSorted((a, b) => a.frequency - b.frequency || a.i - b.i);
  // Lists ascend.
  const firsts = found.flatMap(({ lists }) => lists.flatMap(([first]) => first ?? []));
  if (firsts.length === 0) return [];
  tally.startAt(Math.min(...firsts));
  let seen = 0;
  for (const { lists, frequency, prior } of rarestFirst) {
    seen += frequency;
    if (frequency > STORY_LIMITS.tellingsOfTerm || seen > STORY_LIMITS.tellings) break;
    const rarity = wholeRarity(rarityOf(frequency, documents, prior));
    for (const numbers of lists) tally.add(numbers, rarity);
  }
  return tally.takeBest(STORY_LIMITS.candidates, STORY_LIMITS.sharedTerms);
}
