import { describe, expect, test } from "vitest";

import { fingerprintOf } from "#src/relate/fingerprint.ts";

const story =
  "A roadside bomb hit a supply convoy on the road between Gao and Ansongo on Friday, killing three soldiers and wounding five, the army said in a statement read on state television.";
const hash = (title: string | undefined, text: string) => fingerprintOf({ title, text }).hash;

describe("copies have the same fingerprint", () => {
  test.for([
    ["spacing", story.replaceAll(" ", "  \n ")],
    ["case", story.toUpperCase()],
    ["punctuation and quotes", story.replaceAll(",", ";").replace("said", "“said”")],
    ["accents", story.replace("convoy", "convóy")],
  ] as const)("whatever their %s", ([, copy]) => {
    expect(hash(undefined, copy)).toBe(hash(undefined, story));
  });

  test("whatever title another outlet put above a text of some length", () => {
    expect(hash("Convoy hit in Mali", story)).toBe(hash("Three die near Gao", story));
  });
});

describe("other reports have another", () => {
  test("where one word differs", () => {
    expect(hash(undefined, story.replace("three", "four"))).not.toBe(hash(undefined, story));
  });

  test("where a short text stands under another title", () => {
    expect(hash("Sderot", "Sirens sounded.")).not.toBe(hash("Ashkelon", "Sirens sounded."));
  });
});

test("a short text is a copy for hours only, for the same words come again with another event", () => {
  const short = fingerprintOf({ text: "Sirens sounded in Sderot." }).validSeconds;
  expect(short).toBeLessThan(fingerprintOf({ text: story }).validSeconds);
});
