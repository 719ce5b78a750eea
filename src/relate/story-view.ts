import { likeliest } from "./likeliest.ts";
import type { StoryFindings, StoryQuery, TermTellings } from "./story-index.ts";
import type { Tally } from "./tally.ts";

/** What one look at the index says of some terms. */
export interface SeenStories {
  readonly sequence: number;
  readonly documents: number;
  /** By the term's hash: all that will be asked for. */
  readonly terms: ReadonlyMap<number, TermTellings>;
}

/** The index as it was seen, and what was decided since: it answers as if that had been filed. */
export interface StoryView {
  lookUp(terms: StoryQuery["terms"]): Omit<StoryFindings, "candidates"> & {
    /** Of the tellings that share most, the likeliest first. */
    readonly numbers: readonly number[];
  };
  /** One more telling with these terms; its number. */
  add(terms: ArrayLike<number>): number;
}

export function storyView(seen: SeenStories, tally: Tally): StoryView {
  const since = new Map<number, number[]>();
  let { sequence, documents } = seen;
  const find = (term: number): TermTellings => {
    const told = seen.terms.get(term) ?? NOBODY;
    const added = since.get(term);
    if (added === undefined) return told;
    const { frequency, lists } = told;
    return { frequency: frequency + added.length, lists: [...lists, added] };
  };
  return {
    lookUp(terms) {
      const found = terms.map(({ hash, prior }) => {
        const { frequency, lists } = find(hash);
        return { prior, frequency, lists };
      });
      return {
        sequence,
        documents,
        frequencies: found.map(({ frequency }) => frequency),
        numbers: likeliest(found, documents, tally),
      };
    },
    add(terms) {
      sequence += 1;
      documents += 1;
      for (const term of Array.from(terms))
        since.getOrInsertComputed(term, () => []).push(sequence);
      return sequence;
    },
  };
}

const NOBODY: TermTellings = { frequency: 0, lists: [] };
