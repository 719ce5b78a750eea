import { assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";

import { sentenceEnds } from "#src/classify/text/sentence-ends.ts";
import { written } from "#src/classify/text/written.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** Of a line among others: what stands before and behind it says nothing. */
function endsOf(line: string): number[] {
  return sentenceEnds(written(`a.${line}a.`), 2, line.length + 2).map((end) => end - 2);
}

const LETTERS = Array.from("aB1.!?,-:;\"')([/&* \t”é");

test.each([
  ["Two died. Police came.", ["Two died. ", "Police came."]],
  ["At 5.30 p.m. in the U.S. it fell.", ["At 5.30 p.m. in the U.S. it fell."]],
  ['"Go!" he said. (She left.) Nobody?!', ['"Go!" ', "he said. ", "(She left.) ", "Nobody?!"]],
  ["", []],
])("%s", (line, sentences) => {
  let from = 0;
  const pieces = endsOf(line).map((end) => line.slice(from, (from = end)));
  expect(pieces).toEqual(sentences);
});

test("a line of any marks is divided as the general rules ask for", () => {
  assert(
    property(string({ unit: constantFrom(...LETTERS), maxLength: 20 }), (line) => {
      const ends = Array.from(
        segmenter.segment(line),
        ({ index, segment }) => index + segment.length,
      );
      expect(endsOf(line)).toEqual(ends);
    }),
    { numRuns: 2_000 },
  );
});
