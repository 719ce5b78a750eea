import * as fc from "fast-check";
import { expect, test } from "vitest";

import { type Phrase, PhraseBook } from "#src/classify/text/phrase-book.ts";
import { wordForms } from "#src/classify/text/word-form.ts";
import type { Step } from "#src/classify/text/word-kinds.ts";
import { written } from "#src/classify/text/written.ts";

const words = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });

function stepWith(gaps: readonly number[]): fc.Arbitrary<Step> {
  return fc
    .record({
      words: fc.uniqueArray(words, { maxLength: 3 }),
      stems: fc.uniqueArray(words, { maxLength: 2 }),
      gap: fc.constantFrom(...gaps),
    })
    .map((one) => ({ ...one, words: new Set(one.words) }));
}

const phrase = fc
  .tuple(stepWith([0]), fc.array(stepWith([0, 0, 2]), { maxLength: 3 }))
  .map(([first, rest]): Phrase<never>["steps"] => [first, ...rest]);

test("a book of phrases finds what each phrase finds by itself, wherever it may begin", () => {
  fc.assert(
    fc.property(
      fc.array(phrase, { maxLength: 8 }),
      fc.array(words, { maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      (phrases, text, kept) => {
        const alone = phrases.flatMap((steps, means) => foundAlone(steps, text, means));
        expect(foundTogether(phrases, text, kept).toSorted()).toEqual(alone.toSorted());
      },
    ),
  );
});

function foundTogether(
  phrases: readonly Phrase<number>["steps"][],
  text: readonly string[],
  kept: number,
): string[] {
  const formAt = wordForms(kept);
  const book = new PhraseBook(
    phrases.map((steps, means) => ({ steps, means })),
    (form) => form.folded,
  );
  const kinds = book.kindsOf(text.map((word) => formAt(written(word), 0, word.length)));
  const hits: string[] = [];
  book.find(kinds, { from: 0, to: text.length }, (from, to, means) => {
    hits.push(`${means}: ${from}-${to}`);
  });
  return hits;
}

/** As often as its first step accepts the word: a word of its own and each stem of it count. */
function foundAlone(
  [first, ...rest]: Phrase<number>["steps"],
  text: readonly string[],
  means: number,
): string[] {
  return text.flatMap((word, from) => {
    const ends = endsOf(rest, text, from + 1);
    const stems = first.stems.filter((stem) => word.startsWith(stem));
    const times = (first.words.has(word) ? 1 : 0) + stems.length;
    return ends.slice(0, 1).flatMap((to) => Array(times).fill(`${means}: ${from}-${to}`));
  });
}

/** Every end, those of the shortest gaps first. */
function endsOf([step, ...rest]: readonly Step[], text: readonly string[], at: number): number[] {
  if (step === undefined) return [at];
  const reached = text.slice(at, at + step.gap + 1);
  return reached.flatMap((word, skipped) => {
    const isAccepted = step.words.has(word) || step.stems.some((stem) => word.startsWith(stem));
    return isAccepted ? endsOf(rest, text, at + skipped + 1) : [];
  });
}
