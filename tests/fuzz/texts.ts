import assert from "node:assert/strict";

import * as fc from "fast-check";

import { type Classifier, createClassifier, summaryOf } from "#src/classify/classify.ts";
import { documentText } from "#src/model/report.ts";
import { fingerprintOf } from "#src/relate/fingerprint.ts";

import { fuzzTarget } from "./frame/fuzz-target.ts";
import { hostileText, upTo } from "./frame/mutations.ts";
import { varyFields, varyText } from "./frame/variations.ts";

let opened: Promise<Classifier> | undefined;
/** Opened by the worker that asks for it alone: it takes seconds. */
const classifier = () => (opened ??= openClassifier());

async function openClassifier(): Promise<Classifier> {
  const { gazetteer } = await import("#tests/classify/place/shipped-gazetteer.ts");
  const { shippedKnowledge } = await import("#tests/classify/shipped-incident-reader.ts");
  return createClassifier({ gazetteer, ...shippedKnowledge() });
}

const WORDS = [
  "bomb",
  "exploded",
  "killed",
  "12",
  "1,200",
  "at least",
  "no",
  "ISIS",
  "gunmen",
  "soldiers",
  "and",
  ",",
  ".",
  "(",
  "—",
  "on Saturday",
  "in June",
  "last year",
  "protesters",
  "denied",
  "after",
  "\n",
  "Paris",
  "San Jose",
  "Damascus",
  "Gao",
  "km north of",
  "near",
  "دمشق",
  "مقتل",
  "٧",
  "جنود",
  "mató",
  "tués",
  "Київ",
  "вибух",
  "İstanbul",
  "😀",
  "St.",
  "al-",
  "'s",
  "U.S.",
];
const wire = fc.array(fc.constantFrom(...WORDS), { maxLength: 80 }).map((words) => words.join(" "));
/** One piece over and over is what makes a careless reader slow. */
const long = fc
  .tuple(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })), fc.constantFrom(" ", ""))
  .map(([word, gap]) => `${word}${gap}`.repeat(4_000 / (word.length + 1)));
const text = fc.oneof(
  { weight: 6, arbitrary: wire },
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: long },
);

export const TEXTS = [
  fuzzTarget({
    name: "classify",
    weight: 2,
    inputs: fc.record({
      title: fc.option(upTo(500, hostileText), { nil: undefined }),
      text: upTo(10_000, text),
      publishedAt: fc.constantFrom("2026-11-20T10:00:00Z", "2026-11-20", undefined),
      language: fc.constantFrom("en", "ar", "x", undefined),
    }),
    vary: varyFields({ title: varyText(500), text: varyText(10_000) }),
    check: async (written) => {
      const report = {
        ...written,
        title: written.title?.toWellFormed(),
        text: written.text.toWellFormed(),
      };
      const whole = documentText(report);
      const classify = await classifier();
      const { places, threats, casualtyDetail, actors, relevance, relevant } = classify(report);
      for (const { start, end } of [...places, ...actors])
        assert.ok(start >= 0 && start <= end && end <= whole.length, "an offset outside the text");
      const evidence = [
        ...threats.flatMap((threat) => threat.evidence),
        ...casualtyDetail.map((figure) => figure.evidence),
      ];
      for (const { start, end, text: said } of evidence)
        assert.equal(said, whole.slice(start, end));
      assert.equal(relevant, threats.length > 0);
      assert.ok(relevance >= 0 && relevance <= 1);
      assert.ok(summaryOf(report, classify(report)).headline.length <= 500);
    },
  }),
  fuzzTarget({
    name: "fingerprint",
    weight: 4,
    inputs: fc.record({ title: upTo(500, hostileText), text: upTo(10_000, text) }),
    vary: varyFields({ title: varyText(500), text: varyText(10_000) }),
    check: (told) => {
      const spaced = { ...told, text: ` ${told.text.replaceAll(" ", "  ")} ` };
      assert.deepEqual(fingerprintOf(told), fingerprintOf(spaced));
    },
  }),
];
