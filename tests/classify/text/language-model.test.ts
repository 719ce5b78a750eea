import { eld } from "eld/small";
import * as fc from "fast-check";
import { expect, test } from "vitest";

import {
  openLanguageModel,
  packLanguageModel,
  scoreLanguages,
} from "#src/classify/text/language-model.ts";
import { languageModel } from "#tests/classify/shipped-language.ts";

/** Letters and marks of the languages that reports come in: eld's own table of letters is of an older Unicode. */
const PIECES = "abzéñüßøłğıАбїыءبمةकणाहΑλώ中文字한글かタגשไทย''’`-–.,;:!?()\"/0123456789  \n\t😀€";

const WORDS = fc.oneof(
  ...["frontera", "ünlü", "атака", "هجوم", "攻撃", "l’état", "don't", "शहर", "Ελλάδα"].map(
    fc.constant,
  ),
  fc.string({ unit: fc.constantFrom(...Array.from(PIECES)), maxLength: 90 }),
);

/** Half of all texts are of these alone. */
const PLAIN_WORDS = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz'`. \n-9")),
  maxLength: 90,
});

test("every text gets the scores that eld gives it", () => {
  const texts = fc
    .oneof(fc.array(WORDS, { maxLength: 60 }), fc.array(PLAIN_WORDS, { maxLength: 60 }))
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(texts, (text) => {
      const theirs = eld.detect(text);
      const scores: Readonly<Record<string, number>> = theirs.getScores();
      const ours = scoreLanguages(languageModel, text);
      expect(ours.best ?? "").toBe(theirs.language);
      expect(ours.isReliable).toBe(theirs.isReliable());
      if (ours.best === undefined) return;
      for (const language of languageModel.languages) {
        expect(ours.scoreOf(language)).toBeCloseTo(scores[language] ?? 0, 10);
      }
    }),
    { numRuns: 300 },
  );
});

test("a language that the model has not scores nothing", () => {
  expect(scoreLanguages(languageModel, "the border").scoreOf("xx")).toBe(0);
});

test("a packed model opens as it was", () => {
  const packed = packLanguageModel(languageModel);
  expect(packLanguageModel(openLanguageModel(packed))).toEqual(packed);
});
