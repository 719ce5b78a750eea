import { describe, expect, test } from "vitest";

import { resolveSpans } from "#src/classify/place/resolve-spans.ts";
import { readDocument } from "#src/classify/text/document.ts";

import { gazetteer } from "./shipped-gazetteer.ts";

function resolve(text: string, ...names: readonly string[]): (string | null)[] {
  const spans = names.map((name) => ({
    start: text.indexOf(name),
    end: text.indexOf(name) + name.length,
  }));
  const document = readDocument(undefined, text);
  return resolveSpans({ document, gazetteer, spans }).map(
    ({ subdivision, country }) => subdivision ?? country,
  );
}

describe("spans given from outside", () => {
  test.for([
    ["a city in its state", "He lives in Paris, Texas.", ["Paris", "Texas"], ["US-TX", "US-TX"]],
    ["a name in lower case", "they met in damascus", ["damascus"], ["SY-DI"]],
    [
      "a division with its noun",
      "in the northern Idlib province",
      ["northern Idlib province"],
      ["SY-ID"],
    ],
    ["what no list has and no text places", "in Zarqun Bala", ["Zarqun Bala"], [null]],
    ["in the order asked", "From Mali to Niger", ["Niger", "Mali"], ["NE", "ML"]],
    [
      "a spelling by ear, in a country the others name",
      "in Tell Rifaat, between Idlib and Aleppo in Syria",
      ["Tell Rifaat", "Syria", "Idlib"],
      ["SY-HL", "SY", "SY-ID"],
    ],
    [
      "what only the text locates",
      "Two men died in Zarqun Bala, about 25km north of Damascus.",
      ["Zarqun Bala", "Damascus"],
      ["SY-RD", "SY-DI"],
    ],
  ] as const)("are read: %s", ([, text, names, codes]) => {
    expect(resolve(text, ...names)).toEqual(codes);
  });

  test("may lie outside every word", () => {
    const document = readDocument(undefined, "Mali");
    const spans = [{ start: 40, end: 50 }];
    expect(resolveSpans({ document, gazetteer, spans })).toMatchObject([
      { country: null, lat: null, confidence: 0, rule: "unknown" },
    ]);
  });
});
