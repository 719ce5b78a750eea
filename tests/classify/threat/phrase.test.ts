import { describe, expect, test } from "vitest";

import { readDocument } from "#src/classify/text/document.ts";
import { PhraseBook } from "#src/classify/text/phrase-book.ts";
import { parsePhrase } from "#src/classify/threat/phrase.ts";
import { arabicKey, wordKey } from "#src/classify/threat/word-key.ts";

const syntax = {
  keyOf: wordKey("en"),
  signWords: (sign: string) => (sign === "troops" ? ["army", "soldier*"] : undefined),
};

function found(phrase: string, text: string): string[] {
  const parsed = parsePhrase(phrase, syntax);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { tokens } = readDocument(undefined, text);
  const book = new PhraseBook([{ steps: parsed.steps, means: phrase }], ({ folded }) => folded);
  const hits: string[] = [];
  book.find(book.kindsOf(tokens), { from: 0, to: tokens.length }, (from, to) => {
    hits.push(text.slice(tokens[from]?.start, tokens[to - 1]?.end));
  });
  return hits;
}

describe("the phrase syntax", () => {
  test.for([
    ["words in order", "car bomb", "a car bomb in a car", ["car bomb"]],
    ["any ending", "explo* device", "an explosive device", ["explosive device"]],
    ["either word", "blew himself|herself up", "she blew herself up", ["blew herself up"]],
    [
      "a gap of up to five words",
      "blew ... up",
      "blew the old stone bridge there up",
      ["blew the old stone bridge there up"],
    ],
    ["no more than five", "blew ... up", "blew a b c d e f up", []],
    ["the shortest gap first", "shot ... man", "shot one man and another man", ["shot one man"]],
    [
      "words of a sign",
      "<troops> fired",
      "soldiers fired and the army fired",
      ["soldiers fired", "army fired"],
    ],
    ["diacritics and case fold", "État", "etat", ["etat"]],
    ["a repeated word is found each time", "bomb", "bomb bomb", ["bomb", "bomb"]],
    ["a later reading where the first fails", "a ... b c", "a b x b c", ["a b x b c"]],
  ] as const)("%s", ([, phrase, text, hits]) => {
    expect(found(phrase, text)).toEqual(hits);
  });

  test.for([
    ["", "empty"],
    ["   ", "empty"],
    ["a|", "empty"],
    ["...", "empty"],
    ["... bomb", "starts-with-gap"],
    ["ab*", "stem-too-short"],
    ["<nobody> fired", "unknown-sign"],
  ] as const)("%j is refused: %s", ([phrase, reason]) => {
    expect(parsePhrase(phrase, syntax)).toEqual({ ok: false, reason });
  });
});

describe("Arabic words lose what is written as one with them", () => {
  test.for([
    ["الجيش", "جيش"],
    ["والجيش", "جيش"],
    ["بالرصاص", "رصاص"],
    ["للجيش", "جيش"],
    ["ويصيب", "يصيب"],
    ["باختطاف", "اختطاف"],
    ["قاعدة", "قاعده"],
    ["أشخاص", "اشخاص"],
    ["وفد", "وفد"],
  ] as const)("%s is read as %s", ([written, key]) => {
    expect(arabicKey(written)).toBe(key);
  });

  test("an English possessive is taken off", () => {
    expect(wordKey("en")("army’s")).toBe("army");
  });
});
