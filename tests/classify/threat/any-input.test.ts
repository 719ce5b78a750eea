import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readDocument } from "#src/classify/text/document.ts";
import { documentText } from "#src/model/report.ts";
import { incidentIn, reading } from "#tests/classify/shipped-incident-reader.ts";

const WORDS = [
  "bomb",
  "exploded",
  "killed",
  "killing",
  "12",
  "1,200",
  "at",
  "least",
  "no",
  "one",
  "ISIS",
  "gunmen",
  "soldiers",
  "and",
  ",",
  ".",
  "(",
  "—",
  "on",
  "Saturday",
  "in",
  "June",
  "2 October",
  "last year",
  "protesters",
  "arrested",
  "seized",
  "weapons",
  "could",
  "denied",
  "after",
  "\n",
  "مقتل",
  "٧",
  "جنود",
  "mató",
  "tués",
  "😀",
];

const wire = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(" "));
const anyText = fc.oneof(
  wire,
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
);
const anyReport = fc.record({
  title: fc.option(anyText, { nil: undefined }),
  text: anyText,
  publishedAt: fc.constantFrom("2025-10-20", "2025-10-20T10:00:00Z", "", "soon"),
  language: fc.constantFrom("en", "ar", "", "x"),
});

describe("any input", () => {
  test("every offset lies in the document, and evidence is the document's own words", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const whole = documentText(report);
        const { threats, casualtyDetail, actors, occurredEvidence } = incidentIn(report);
        const evidence = [
          ...threats.flatMap((threat) => threat.evidence),
          ...casualtyDetail.map((figure) => figure.evidence),
          ...(occurredEvidence === undefined ? [] : [occurredEvidence]),
        ];
        for (const { start, end, text, rule } of evidence) {
          expect(start).toBeLessThan(end);
          expect(text).toBe(whole.slice(start, end));
          expect(rule).toMatch(/./);
        }
        for (const { start, end, rule } of actors) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(whole.length);
          expect(rule).toMatch(/^named: ./);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("threats hold to their promises: one primary, at most four, scores in 0..1, none when not relevant", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { threats, relevant, relevance } = incidentIn(report);
        expect(threats.length).toBeLessThanOrEqual(4);
        expect(threats.filter(({ primary }) => primary)).toHaveLength(threats.length === 0 ? 0 : 1);
        for (const { score } of threats) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(relevant).toBe(threats.length > 0);
        expect(relevance).toBeGreaterThanOrEqual(0);
        expect(relevance).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test("sentences told as background are not among those that tell the event", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { eventSentences, backgroundSentences } = reading(report);
        const count = readDocument(report.title, report.text).sentences.length;
        for (const sentence of eventSentences) {
          expect(sentence).toBeLessThan(count);
          expect(backgroundSentences).not.toContain(sentence);
        }
      }),
    );
  });

  test("the same report is read the same twice", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(incidentIn(report)).toEqual(incidentIn(report));
      }),
      { numRuns: 50 },
    );
  });
});

/** Time of this thread alone: what else the machine does is not in it. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Four times the text may take four times as long; a quadratic reader takes sixteen. */
const MOST_RATIO = 10;
/** Added to both times: below it, the clock and the collector of garbage are all that is measured. */
const NOISE_MS = 20;

/** How many times as long a text takes that is four times as long. */
function growth(textOf: (length: number) => string, length: number): number {
  incidentIn(textOf(length / 4));
  const short = cpuMs(() => incidentIn(textOf(length / 4)));
  const long = cpuMs(() => incidentIn(textOf(length)));
  return (long + NOISE_MS) / (short + NOISE_MS);
}

describe("hostile input is read in linear time", () => {
  test.for([
    ["brackets", "("],
    ["one letter", "a"],
    ["emoji", "😀"],
    ["bare newlines", "\n"],
    ["apostrophes", "'"],
    ["one harm word", "killed "],
    ["harm and numbers", "killed 3 "],
    ["numbers", "1,200 "],
    ["months", "in June. "],
    ["cues", "bomb exploded "],
    ["negations", "not "],
    ["gap phrases", "suicide blew police troops "],
    ["an Arabic word", "مقتل "],
    ["a combining mark", "e\u0301"],
    ["acronyms", "ISIS "],
    ["those who died uncounted", "he died. "],
    ["modals", "could "],
  ] as const)("%s", ([, unit]) => {
    const opening = "Police said on Monday that a bomb exploded in the town. ";
    const textOf = (length: number): string => opening + unit.repeat(length / unit.length);
    expect(growth(textOf, 100_000)).toBeLessThan(MOST_RATIO);
  });
});

describe("a megabyte of nothing is read in linear time, and raises nothing", () => {
  test.for([
    ["brackets", "("],
    ["one letter", "a"],
    ["emoji", "😀"],
    ["nested quotes", "\"'“‘«"],
    ["bare newlines", "\n"],
  ] as const)("%s", ([, unit]) => {
    const textOf = (length: number): string => unit.repeat(length / unit.length);
    expect(incidentIn(textOf(1_000_000)).threats).toEqual([]);
    expect(growth(textOf, 1_000_000)).toBeLessThan(MOST_RATIO);
  });
});
