import { describe, expect, test } from "vitest";

import { createClassifier, summaryOf } from "#src/classify/classify.ts";
import { gazetteer, region } from "#tests/classify/place/shipped-gazetteer.ts";
import { shippedKnowledge } from "#tests/classify/shipped-incident-reader.ts";

const classify = createClassifier({ gazetteer, ...shippedKnowledge() });

describe("a classification says where, what, how bad, who and when", () => {
  const report = {
    title: "Car bomb kills four in Baghdad market",
    text: "A car bomb exploded in a market in Baghdad on Saturday, killing four people, police said.",
    publishedAt: "2025-10-20T06:00:00Z",
  };
  const classification = classify(report);

  test("of one report", () => {
    expect(classification).toMatchObject({
      language: "en",
      relevant: true,
      country: "IQ",
      severity: "severe",
      casualties: { killed: 4, injured: null },
      occurredOn: "2025-10-18",
      occurredPrecision: "day",
    });
    expect(classification.threats[0]).toMatchObject({ type: "terrorism/bombing", primary: true });
    expect(
      classification.places.some(({ role, name }) => role === "event" && name === "Baghdad"),
    ).toBe(true);
  });

  test("its summary is not its headline", () => {
    expect(summaryOf(report, classification)).toEqual({
      headline: report.title,
      summary: report.text,
    });
  });
});

test("the place of a background sentence is not where the event happened", () => {
  const { country } = classify({
    text: "A bomb exploded in a market in Baghdad on Saturday. In June, a bombing in Damascus killed 25 people.",
    publishedAt: "2025-10-20",
  });
  expect(country).toBe("IQ");
});

test("a source's language and country help where the text leaves them open", () => {
  const { language } = classify(
    { text: "12 34" },
    { sourceLanguage: "fr", sourceCountry: region("ML") },
  );
  expect(language).toBe("fr");
});

test("an empty report is unclassified and nowhere", () => {
  expect(classify({ text: "" })).toMatchObject({
    language: null,
    relevant: false,
    threats: [],
    places: [],
    regions: [],
    country: null,
  });
});
