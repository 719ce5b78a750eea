import { rarityOf } from "./rarity.ts";
import { STORY_LIMITS, type TermTellings, wholeRarity } from "./story-index.ts";
import type { Tally } from "./tally.ts";

/** A term that is looked up, and who has it. */
interface FoundTerm extends TermTellings {
  readonly prior: number;
}

/** Far more terms than a report is looked up by. */
const PLACES = 1_024;
const NOBODY: FoundTerm = { frequency: 0, lists: [], prior: 0 };

/** Numbers of the tellings that share most, likeliest first; the newer of two that share as much. */
export function likeliest(
  found: readonly FoundTerm[],
  documents: number,
  tally: Tally,
): readonly number[] {
  // By frequency and place in one number each, which sort quickly.
  const rarestFirst = new Float64Array(found.length);
  let lowest = Infinity;
  for (let i = 0; i < found.length; i += 1) {
    const { frequency, lists } = found[i] ?? NOBODY;
    rarestFirst[i] = frequency * PLACES + i;
    // They ascend.
    for (const list of lists) lowest = Math.min(lowest, list[0] ?? Infinity);
  }
  if (lowest === Infinity) return [];
  rarestFirst.sort();
  tally.startAt(lowest);
  let seen = 0;
  for (const packed of rarestFirst) {
    const { lists, frequency, prior } = found[packed % PLACES] ?? NOBODY;
    seen += frequency;
    if (frequency > STORY_LIMITS.tellingsOfTerm || seen > STORY_LIMITS.tellings) break;
    const rarity = wholeRarity(rarityOf(frequency, documents, prior));
    for (const numbers of lists) tally.add(numbers, rarity);
  }
  return tally.takeBest(STORY_LIMITS.candidates, STORY_LIMITS.sharedTerms);
}
