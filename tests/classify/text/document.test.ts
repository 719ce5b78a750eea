import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readDocument } from "#src/classify/text/document.ts";
import { fold } from "#src/classify/text/word-form.ts";

const sentencesOf = (text: string, title?: string) =>
  readDocument(title, text).sentences.map((sentence) => sentence.text);

describe("a sentence", () => {
  test.for([
    ["Dr. Smith was hurt. He left.", ["Dr. Smith was hurt.", "He left."]],
    ["Gen. A. B. Khan spoke. Nobody came.", ["Gen. A. B. Khan spoke.", "Nobody came."]],
    ["A blast hit a U.S. base on Friday.", ["A blast hit a U.S. base on Friday."]],
    ["One.\n\nTwo.", ["One.", "Two."]],
    ["   \n . \n", []],
  ] as const)("%s", ([text, expected]) => {
    expect(sentencesOf(text)).toEqual(expected);
  });

  test("of the title is known as such, whether or not it ends with a stop", () => {
    const { sentences } = readDocument("Blast in Gao", "Three died. More soon.");
    expect(sentences.map(({ isTitle }) => isTitle)).toEqual([true, false, false]);
  });
});

test.for([
  ["Culiacán", "culiacan"],
  ["N’Djamena", "ndjamena"],
  ["ŁÓDŹ", "łodz"],
])("%s is folded to %s", ([word = "", folded]) => {
  expect(fold(word)).toBe(folded);
});

test.for([
  ["GUNMEN ATTACKED A POLICE STATION IN LIMA LAST NIGHT, KILLING TWO OFFICERS.", true],
  ["Gunmen attacked a police station in Lima last night, killing two officers.", false],
  ["UN", false],
  ["هاجم مسلحون مركزا للشرطة في المدينة الليلة الماضية وقتلوا شرطيين اثنين", false],
] as const)("upper-case wire copy is told from the rest: %s", ([text, expected]) => {
  expect(readDocument(undefined, text).upperCase).toBe(expected);
});

test("whatever the text, sentences and words stand where they say, in order, and no word is lost", () => {
  fc.assert(
    fc.property(
      fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
      fc.string({ unit: "binary" }),
      (title, body) => {
        const { text, sentences, tokens } = readDocument(title, body);
        let last = 0;
        for (const sentence of sentences) {
          expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
          expect(sentence.start).toBeGreaterThanOrEqual(last);
          last = sentence.end;
        }
        for (const token of tokens) {
          expect(text.slice(token.start, token.end)).toBe(token.text);
          const { start = 0, end = 0 } = sentences[token.sentence] ?? {};
          expect(token.start >= start && token.end <= end).toBe(true);
        }
      },
    ),
  );
});
