import * as fc from "fast-check";
import { expect, test } from "vitest";

import { memoryStoryIndex } from "#src/relate/memory-story-index.ts";
import type { Profile } from "#src/relate/profile.ts";
import {
  STORY_LIMITS,
  STORY_MS,
  type StoryEntry,
  type StoryFindings,
  type StoryQuery,
} from "#src/relate/story-index.ts";

/** An index under test; each opened one is empty. */
export interface OpenedIndex {
  lookUp(query: StoryQuery): Promise<StoryFindings>;
  add(entry: StoryEntry): Promise<void>;
}

export function aProfile(over: Partial<Profile> = {}): Profile {
  const terms = Uint32Array.from(over.terms ?? []);
  const { level, hashes } = over.shingles ?? { level: 0, hashes: [] };
  return {
    source: "wire",
    toldAtMs: 0,
    ages: [],
    years: [],
    streets: [],
    clocks: [],
    weekdays: [],
    dates: [],
    country: null,
    subdivisions: [],
    points: [],
    around: [],
    countries: [],
    type: null,
    killed: null,
    injured: null,
    occurredOn: null,
    severity: "unknown",
    ...over,
    terms,
    marks: over.marks ? Uint8Array.from(over.marks) : new Uint8Array(terms.length),
    weights: over.weights ? Uint8Array.from(over.weights) : new Uint8Array(terms.length).fill(8),
    shingles: { level, hashes: Uint32Array.from(hashes) },
  };
}

const AT = 20_000 * 86_400_000;

function anEntry(n: number, terms: readonly number[], atMs = AT): StoryEntry {
  return { incidentId: `i-${n}`, reportId: `r-${n}`, profile: aProfile({ terms }), atMs };
}

const query = (terms: readonly number[], atMs = AT): StoryQuery => ({
  terms: terms.map((hash) => ({ hash, prior: 0.001 })),
  atMs,
});

const ids = ({ candidates }: StoryFindings) => candidates.map(({ reportId }) => reportId);

/** What every story index must do. */
export function storyIndexContract(open: () => OpenedIndex | Promise<OpenedIndex>): void {
  test("an empty index knows nothing", async () => {
    const index = await open();
    expect(await index.lookUp(query([1, 2]))).toEqual({
      sequence: 0,
      documents: 0,
      frequencies: [0, 0],
      candidates: [],
    });
  });

  test("a telling is found by two terms in common and not by one", async () => {
    const index = await open();
    const entry = anEntry(1, [1, 2, 3]);
    await index.add(entry);
    expect(ids(await index.lookUp(query([1, 9])))).toEqual([]);
    const found = await index.lookUp(query([3, 1, 9]));
    expect(found).toMatchObject({ sequence: 1, documents: 1, frequencies: [1, 1, 0] });
    const { incidentId, reportId, profile } = entry;
    expect(found.candidates).toEqual([{ number: 1, incidentId, reportId, profile }]);
  });

  test("who shares the rarer terms comes first, and the newer of equals", async () => {
    const index = await open();
    await index.add(anEntry(1, [1, 2, 7]));
    await index.add(anEntry(2, [1, 2, 8]));
    await index.add(anEntry(3, [1, 2, 9]));
    await index.add(anEntry(4, [1, 3, 9]));
    expect(ids(await index.lookUp(query([1, 2, 9])))).toEqual(["r-3", "r-4", "r-2", "r-1"]);
  });

  test("no more than the limit are found", async () => {
    const index = await open();
    for (let n = 1; n <= STORY_LIMITS.candidates + 3; n += 1) await index.add(anEntry(n, [1, 2]));
    const found = await index.lookUp(query([1, 2]));
    expect(found.candidates).toHaveLength(STORY_LIMITS.candidates);
    expect(ids(found)[0]).toBe(`r-${STORY_LIMITS.candidates + 3}`);
  });

  test("a term that everybody has brings nobody", async () => {
    const index = await open();
    const most = STORY_LIMITS.tellingsOfTerm;
    await Promise.all(Array.from({ length: most + 1 }, (_, n) => index.add(anEntry(n, [1, 2]))));
    const found = await index.lookUp(query([1, 2]));
    expect(found.frequencies).toEqual([most + 1, most + 1]);
    expect(found.candidates).toEqual([]);
  });

  test.for([
    ["the next day", 1, ["r-1"]],
    ["in the next span", STORY_MS / 86_400_000, ["r-1"]],
    ["two spans later", 2 * (STORY_MS / 86_400_000) + 1, []],
  ] as const)("a telling looked up %s", async ([, days, expected]) => {
    const index = await open();
    await index.add(anEntry(1, [1, 2]));
    expect(ids(await index.lookUp(query([1, 2], AT + days * 86_400_000)))).toEqual(expected);
  });

  test("every index finds the same, whatever it holds", async () => {
    const terms = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(terms, { maxLength: 25 }), terms, async (known, asked) => {
        const index = await open();
        const twin = memoryStoryIndex();
        for (const [n, some] of known.entries()) {
          const entry = anEntry(
            n,
            some.toSorted((a, b) => a - b),
          );
          await index.add(entry);
          twin.add(entry);
        }
        const found = await index.lookUp(query(asked));
        expect(found).toMatchObject({ ...twin.lookUp(query(asked)) });
      }),
      { numRuns: 25 },
    );
  });
}
