import { array, assert, integer, property, uniqueArray } from "fast-check";
import { expect, test } from "vitest";

import { memoryStoryIndex } from "#src/relate/memory-story-index.ts";
import { storyView } from "#src/relate/story-view.ts";
import { openTally } from "#src/relate/tally.ts";

import { aProfile } from "../contracts/story-index.ts";

const atMs = 20_000 * 86_400_000;
const someTerms = uniqueArray(integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const tellings = array(someTerms, { maxLength: 12 });

test("what was seen and what was decided since answer as if all of it had been filed", () => {
  const tally = openTally();
  assert(
    property(tellings, tellings, someTerms, (seen, since, asked) => {
      const index = memoryStoryIndex();
      for (const [n, terms] of [...seen, ...since].entries())
        index.add({ incidentId: `i-${n}`, reportId: `r-${n}`, profile: aProfile({ terms }), atMs });
      const query = asked.map((hash) => ({ hash, prior: 0.01 }));
      const { candidates, ...expected } = index.lookUp({ terms: query, atMs });

      const lists = asked.map((term) => {
        const numbers = seen.flatMap((terms, n) => (terms.includes(term) ? [n + 1] : []));
        return [term, { frequency: numbers.length, lists: [numbers] }] as const;
      });
      const size = seen.length;
      const view = storyView({ sequence: size, documents: size, terms: new Map(lists) }, tally);
      const numbers = since.map((terms) => view.add(terms));

      expect(numbers).toEqual(since.map((_, n) => size + n + 1));
      expect(view.lookUp(query)).toEqual({
        ...expected,
        numbers: candidates.map(({ number }) => number),
      });
    }),
  );
});

test("a term that was not looked up is nobody's", () => {
  const view = storyView({ sequence: 7, documents: 3, terms: new Map() }, openTally());
  const found = view.lookUp([{ hash: 1, prior: 0.01 }]);
  expect(found).toEqual({ sequence: 7, documents: 3, frequencies: [0], numbers: [] });
});
