import { rarityOf } from "./rarity.ts";
import {
  type Candidate,
  spanOf,
  STORY_LIMITS,
  STORY_MS,
  type StoryEntry,
  type StoryFindings,
  type StoryQuery,
  wholeRarity,
} from "./story-index.ts";
import { openTally, type Tally } from "./tally.ts";

export interface MemoryStoryIndex {
  lookUp(query: StoryQuery): StoryFindings;
  add(entry: StoryEntry): void;
}

interface Span {
  readonly numbers: Map<number, number[]>;
  readonly tellings: Map<number, { readonly candidate: Candidate; readonly atMs: number }>;
}

/** The story index of rehearsals and scores: it answers as the one in Redis does. */
export function memoryStoryIndex(): MemoryStoryIndex {
  const spans = new Map<number, Span>();
  const tally = openTally();
  let sequence = 0;
  return {
    lookUp({ terms, atMs }) {
      const now = spanOf(atMs);
      const open = [now - 1, now].flatMap((span) => spans.get(span) ?? []);
      const documents = open.reduce((sum, { tellings }) => sum + tellings.size, 0);
      const found = terms.map(({ hash, prior }, i) => {
        const lists = open.flatMap(({ numbers }) => [numbers.get(hash) ?? []]);
        const frequency = lists.reduce((sum, { length }) => sum + length, 0);
        return { i, lists, frequency, rarity: wholeRarity(rarityOf(frequency, documents, prior)) };
      });
      return {
        sequence,
        documents,
        frequencies: found.map(({ frequency }) => frequency),
        candidates: likeliest(found, tally).flatMap((number) => {
          const telling = open.map(({ tellings }) => tellings.get(number)).find(Boolean);
          // Its story is closed, though its span is not.
          return telling === undefined || atMs - telling.atMs > STORY_MS ? [] : telling.candidate;
        }),
      };
    },
    add({ atMs, incidentId, reportId, profile }) {
      sequence += 1;
      const now = spanOf(atMs);
      for (const old of spans.keys()) if (old < now - 1) spans.delete(old);
      const span = spans.get(now) ?? { numbers: new Map(), tellings: new Map() };
      spans.set(now, span);
      const candidate = { number: sequence, incidentId, reportId, profile };
      span.tellings.set(sequence, { candidate, atMs });
      for (const term of profile.terms) {
        const numbers = span.numbers.get(term);
        if (numbers === undefined) span.numbers.set(term, [sequence]);
        else numbers.push(sequence);
      }
    },
  };
}

interface FoundTerm {
  readonly i: number;
  /** Older span first; ascending numbers. */
  readonly lists: readonly (readonly number[])[];
  readonly frequency: number;
  readonly rarity: number;
}

/** Numbers of the tellings that share most; the newer of two that share as much. */
function likeliest(found: readonly FoundTerm[], tally: Tally): number[] {
  let seen = 0;
  for (const { lists, frequency, rarity } of found.toSorted(
    (a, b) => a.frequency - b.frequency || a.i - b.i,
  )) {
    seen += frequency;
    if (frequency > STORY_LIMITS.tellingsOfTerm || seen > STORY_LIMITS.tellings) break;
    for (const numbers of lists) tally.add(numbers, rarity);
  }
  return tally.takeBest(STORY_LIMITS.candidates, STORY_LIMITS.sharedTerms);
}
