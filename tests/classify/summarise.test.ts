import { describe, expect, test } from "vitest";

import { summaryOf } from "#src/classify/summarise.ts";
import type { Threat } from "#src/model/classification.ts";

function primaryAt(start: number, end: number): { readonly threats: readonly Threat[] } {
  const evidence = [{ start, end, text: "" }];
  return { threats: [{ type: "terrorism/bombing", score: 0.9, primary: true, evidence }] };
}

const NONE = { threats: [] };

describe("headline and summary", () => {
  test("the headline is the title, the summary the sentence with the evidence", () => {
    const text = "The city was quiet until noon on Monday. Then a bomb exploded in the market.";
    const title = "Blast hits market";
    const at = `${title}\n\n${text}`.indexOf("bomb exploded");
    expect(summaryOf({ title, text }, primaryAt(at, at + 13))).toEqual({
      headline: title,
      summary: "Then a bomb exploded in the market.",
    });
  });

  test("without a title the headline is the first sentence, and the summary another", () => {
    const text = "A bomb exploded in the market. Four people were taken to hospital.";
    expect(summaryOf({ text }, primaryAt(2, 15))).toEqual({
      headline: "A bomb exploded in the market.",
      summary: "Four people were taken to hospital.",
    });
  });

  test("a body that repeats the title is passed over", () => {
    const text = "Bomb kills four in market.\nThe blast came at noon on market day.";
    expect(summaryOf({ title: "Bomb kills four in market.", text }, NONE).summary).toBe(
      "The blast came at noon on market day.",
    );
  });

  test.for(["Bomb.", "Blast in market"])("one sentence is both: %s", (text) => {
    expect(summaryOf({ text }, NONE)).toEqual({ headline: text, summary: text });
  });

  test("a long sentence is cut at a word, with an ellipsis", () => {
    const text = `Explosion. ${"A very long sentence goes on and on ".repeat(20)}.`;
    const { summary } = summaryOf({ title: "Blast", text }, NONE);
    expect(summary.length).toBeLessThanOrEqual(400);
    expect(summary).toMatch(/ (?:A|very|long|sentence|goes|on|and)…$/);
  });

  test("a long run without spaces is cut between characters", () => {
    const { headline } = summaryOf({ text: `a${"😀".repeat(500)}` }, NONE);
    expect(headline.length).toBeLessThanOrEqual(400);
    expect(headline.isWellFormed()).toBe(true);
  });

  test("nothing is nothing", () => {
    expect(summaryOf({ text: "" }, NONE)).toEqual({ headline: "", summary: "" });
  });
});
