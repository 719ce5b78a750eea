import { likeliest } from "./likeliest.ts";
import {
  type Candidate,
  spanOf,
  STORY_MS,
  type StoryEntry,
  type StoryFindings,
  type StoryQuery,
} from "./story-index.ts";
import { openTally } from "./tally.ts";

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
      const found = terms.map(({ hash, prior }) => {
        const lists = open.flatMap(({ numbers }) => [numbers.get(hash) ?? []]);
        const frequency = lists.reduce((sum, { length }) => sum + length, 0);
        return { lists, frequency, prior };
      });
      return {
        sequence,
        documents,
        frequencies: found.map(({ frequency }) => frequency),
        candidates: likeliest(found, documents, tally).flatMap((number) => {
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
      for (const term of Array.from(profile.terms)) {
        const numbers = span.numbers.get(term);
        if (numbers === undefined) span.numbers.set(term, [sequence]);
        else numbers.push(sequence);
      }
    },
  };
}
