import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Mark, markText } from "#src/cli/mark-text.ts";

const TEXT = "Troops killed two rebels on Monday.";

function mark(words: string, label: string): Mark {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, label };
}

describe("a text is shown with what was found between brackets", () => {
  test.for([
    ["nothing found", [], TEXT],
    [
      "one finding",
      [mark("killed two rebels", "what")],
      "Troops [what: killed two rebels] on Monday.",
    ],
    [
      "one within another",
      [mark("two", "killed"), mark("killed two rebels", "what")],
      "Troops [what: killed [killed: two] rebels] on Monday.",
    ],
    [
      "two of the same words",
      [mark("rebels", "who"), mark("rebels", "what")],
      "Troops killed two [who: [what: rebels]] on Monday.",
    ],
    [
      "the same finding twice",
      [mark("rebels", "who"), mark("rebels", "who")],
      "Troops killed two [who: rebels] on Monday.",
    ],
    [
      "one that reaches beyond another keeps what is inside",
      [mark("killed two", "what"), mark("two rebels", "who")],
      "Troops [what: killed [who: two]] rebels on Monday.",
    ],
    [
      "at the ends of the text",
      [mark("Troops", "who"), mark("Monday.", "when")],
      "[who: Troops] killed two rebels on [when: Monday.]",
    ],
  ] as const)("%s", ([, marks, shown]) => {
    expect(markText(TEXT, marks)).toBe(shown);
  });

  test("whatever the marks, the text without its brackets is the text", () => {
    const anyMark = fc
      .tuple(fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: TEXT.length }))
      .map(([start, length]) => ({
        start,
        end: Math.min(TEXT.length, start + length),
        label: "x",
      }));
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 12 }), (marks) => {
        const shown = markText(TEXT, marks);
        expect(shown.replaceAll("[x: ", "").replaceAll("]", "")).toBe(TEXT);
        expect(shown.split("[").length).toBe(shown.split("]").length);
      }),
    );
  });
});
