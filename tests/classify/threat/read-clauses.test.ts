import { describe, expect, test } from "vitest";

import { readDocument } from "#src/classify/text/document.ts";
import { readClauses } from "#src/classify/threat/read-clauses.ts";

function clausesOf(text: string): number[] {
  return [...readClauses(readDocument(undefined, text), []).clauseOf];
}

describe("what stands between two words ends a clause", () => {
  test.for([
    ["a space does not", "Rebels withdrew", [0, 0]],
    ["a comma", "Rebels, soldiers", [0, 1]],
    ["an Arabic comma", "الجيش، الشرطة", [0, 1]],
    ["a bracket", "Rebels (soldiers", [0, 1]],
    ["a dash", "Rebels – soldiers", [0, 1]],
    ["a hyphen with spaces around it, which is a dash", "Rebels - soldiers", [0, 1]],
    ["a hyphen within a word does not", "Rebel-held town", [0, 0, 0]],
    ["a hyphen at a word's end does not", "Pro- and anti", [0, 0, 0]],
    ["a full stop ends the sentence", "Rebels withdrew. Soldiers came.", [0, 0, 1, 1]],
  ] as const)("%s", ([, text, clauses]) => {
    expect(clausesOf(text)).toEqual(clauses);
  });
});

test("what stands under a subordinator is subordinate up to the end of its clause", () => {
  const document = readDocument(undefined, "Police came after rebels fled, he said");
  const { clauseOf, subordinate } = readClauses(document, [{ from: 2, to: 3, sentence: 0 }]);
  expect([...clauseOf]).toEqual([0, 0, 1, 1, 1, 2, 2]);
  expect([...subordinate]).toEqual([0, 0, 1, 1, 1, 0, 0]);
});
