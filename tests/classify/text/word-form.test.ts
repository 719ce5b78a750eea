import { expect, test } from "vitest";

import { byForm, wordForms } from "#src/classify/text/word-form.ts";
import { written } from "#src/classify/text/written.ts";

const TEXT = written("Gao Kidal Gao Timbuktu");
const [GAO, KIDAL, GAO_AGAIN, TIMBUKTU] = [
  [0, 3],
  [4, 9],
  [10, 13],
  [14, 22],
] as const;

test("a word has one form, wherever it stands", () => {
  const formAt = wordForms(10);
  expect(formAt(TEXT, ...GAO_AGAIN)).toBe(formAt(TEXT, ...GAO));
  expect(formAt(TEXT, ...KIDAL)).toMatchObject({
    text: "Kidal",
    folded: "kidal",
    capitalised: true,
  });
});

test("words beyond those that are kept are read all the same, and nothing is kept of them", () => {
  const formAt = wordForms(2);
  const made: string[] = [];
  const keyOf = byForm(({ text, folded }) => {
    made.push(text);
    return { key: folded };
  });
  const spans = [GAO, KIDAL, GAO_AGAIN, TIMBUKTU, TIMBUKTU];
  const keys = spans.map(([start, end]) => keyOf(formAt(TEXT, start, end)).key);
  expect(keys).toEqual(["gao", "kidal", "gao", "timbuktu", "timbuktu"]);
  expect(made).toEqual(["Gao", "Kidal", "Timbuktu", "Timbuktu"]);
});

test("however many words are kept, each is known by its own letters", () => {
  const words = Array.from({ length: 5_000 }, (_, nth) => `word${nth}`);
  const formAt = wordForms(words.length);
  const ids = (): number[] => words.map((word) => formAt(written(word), 0, word.length).id);
  expect(ids()).toEqual(words.map((_, nth) => nth));
  expect(ids()).toEqual(words.map((_, nth) => nth));
});
