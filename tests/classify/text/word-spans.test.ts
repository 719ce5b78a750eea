import { assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";

import { eachWord } from "#src/classify/text/word-spans.ts";
import { written } from "#src/classify/text/written.ts";

/** The rule in one line: what the quicker reading of plain letters has to agree with. */
const WORD =
  /(?:\p{Lu}\.){2,}|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'‘`ʻʿ.][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

const LETTERS = "a Z 9 É . ' ’ ‘ ` - “ … ʻ ʿ \u0301 , ² ª \u{10400} ж".split(" ").concat(" ", "\n");

/** Of what stands between two words that are not asked for, which no word may reach into. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  const whole = written(`é${text}é`);
  eachWord(whole, 1, text.length + 1, (start, end) => words.push(whole.text.slice(start, end)));
  return words;
}

test.each([
  ["The U.S. struck at 5.30 p.m.", ["The", "U.S.", "struck", "at", "5.30", "p.m"]],
  ["the U.S.A.F’s base", ["the", "U.S.A.", "F’s", "base"]],
  ["It's “Gao”—not Kidal…", ["It's", "Gao", "not", "Kidal"]],
  ["near Deir ez-Zor, São Tomé", ["near", "Deir", "ez", "Zor", "São", "Tomé"]],
  ["AbcÉ x́ y", ["AbcÉ", "x́", "y"]],
  ["", []],
])("%s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("words of any text are those of the rule, whatever marks and letters stand side by side", () => {
  const letters = constantFrom(...LETTERS);
  assert(
    property(string({ unit: letters, maxLength: 40 }), (text) => {
      expect(wordsOf(text).join("|")).toBe(
        [...text.matchAll(WORD)].map(([word]) => word).join("|"),
      );
    }),
  );
});
