import { expect, test } from "vitest";

import { createClassifier } from "#src/classify/classify.ts";
import { describeClassification } from "#src/cli/describe-classification.ts";
import { gazetteer } from "#tests/classify/place/shipped-gazetteer.ts";
import { shippedKnowledge } from "#tests/classify/shipped-incident-reader.ts";

const classify = createClassifier({ gazetteer, ...shippedKnowledge() });

function described(text: string): string {
  const report = { text, publishedAt: "2025-10-20" };
  return describeClassification("r-1", report, classify(report));
}

test("a person sees each finding, then the text with the words that say so", () => {
  const shown = described(
    "A car bomb exploded in Baghdad on Saturday, killing four people; ISIS is blamed. Paris was quiet.",
  );
  const [head, ...lines] = shown.split("\n");
  expect(head).toMatch(/^r-1: relevant \(\d\.\d\d\), language en$/);
  expect(shown).toContain("what      terrorism/bombing");
  expect(shown).toContain("how bad   severe: killed in an act of war or terrorism");
  expect(shown).toMatch(/killed {4}4 .+\[casualties: killed\]/);
  expect(shown).toMatch(/when {6}2025-10-18 .+»Saturday«.+\[date: weekday\]/);
  expect(shown).toMatch(/who {7}Islamic State \(UNSC-1267.+»ISIS«.+\[named: ISIS\]/);
  expect(shown).toMatch(/mentioned .*Paris/);
  const marked = lines.find((line) => line.startsWith("  | "));
  expect(marked).toContain("[what: ");
  expect(marked).toContain("[where: Baghdad]");
  expect(marked).toContain("[when: Saturday]");
  expect(marked).toContain("[who: ISIS]");
});

test("what is not said is said to be so", () => {
  const shown = described("Nothing much happened.");
  expect(shown).toContain("not relevant");
  expect(shown).toContain("where     not said");
  expect(shown).toContain("when      not said");
  expect(shown).toContain("mentioned nowhere else");
});

test("a range and a floor are told as such", () => {
  expect(described("Rebels killed between 5 and 10 soldiers in an ambush.")).toContain("5 to 10");
  expect(described("A bomb killed at least 12 people in a market.")).toContain("at least 12");
});

test("nothing in a report can command the terminal or turn its text", () => {
  const shown = described("A bomb\u001B[2J exploded \u202Ein Karo,\u0007 killing two people.");
  expect(shown).not.toMatch(/[[\p{Cc}\p{Bidi_Control}]--[\n]]/v);
});
