import { expect, test } from "vitest";

import { detectLanguage } from "#tests/classify/shipped-language.ts";

test.for([
  ["en", "Three soldiers were killed in an ambush near the border.", undefined],
  [
    "en",
    "SOLDIERS AND GUERRILLAS EXCHANGED FIRE IN THE NORTHERN PART OF THE COUNTRY TODAY.",
    undefined,
  ],
  ["es", "Tres soldados murieron en una emboscada cerca de la frontera.", undefined],
  ["fr", "Trois soldats ont été tués dans une embuscade près de la frontière.", undefined],
  ["ar", "مقتل ثلاثة جنود في كمين قرب الحدود", undefined],
  ["uk", "Троє військових загинули внаслідок обстрілу міста Харкова", undefined],
  [
    "the text before the source's word",
    "Tres soldados murieron en una emboscada cerca de la frontera.",
    "en-GB",
  ],
  ["pt", "12", "pt-BR"],
  [null, "12 34", undefined],
  [null, "", "not a tag!"],
] as const)("%s: %s (source says %s)", ([expected, text, said]) => {
  const language = expected === "the text before the source's word" ? "es" : expected;
  expect(detectLanguage(text, said)).toBe(language);
});
