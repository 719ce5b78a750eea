import compromise from "compromise";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";

import type { Bench } from "./frame/bench.ts";
import { demoReports } from "./frame/demo-reports.ts";
import { countingProcessorTime, measure, quantileOf, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";

/** The length of a wire report. */
const LETTERS = 3_700;
/** Rounds over all reports: V8 goes on compiling, and the processor time of a report on falling, for about so many. */
const WARM_UPS = 20;

/**
 * The classify stage, places and threats together, over reports of a wire report's length, one after the other on one
 * core; beside two libraries that find names in English: wink-nlp's sentences and entities, compromise's places.
 */
export const bench: Bench = {
  about:
    "one report of 3.7 KB read for places and threats on one core, beside wink-nlp and compromise",
  options: { repeats: { type: "string", default: "9" } },
  quick: { repeats: "3" },
  async run({ repeats }, talk) {
    const { classify } = await openShippedSorting();
    const texts = reportTexts();
    talk(`${texts.length} reports of ${LETTERS} letters`);
    const wink = winkNLP(model, ["sbd", "ner"]);
    const some = texts.slice(0, 2);
    const cpu = { ours: [] as number[], wink: [] as number[], compromise: [] as number[] };
    const slowest: number[] = [];
    const readAll = () => {
      for (const text of texts) {
        const start = performance.now();
        classify({ text });
        slowest.push(performance.now() - start);
      }
    };
    await measure(
      {
        ours: () => countingProcessorTime(cpu.ours, readAll),
        wink: () =>
          countingProcessorTime(cpu.wink, () => {
            for (const text of texts) wink.readDoc(text).entities().out();
          }),
        compromise: () =>
          countingProcessorTime(cpu.compromise, () => {
            for (const text of some) compromise(text).places().out("array");
          }),
      },
      { warmUps: WARM_UPS, repeats: Number(repeats) },
    );
    const each = (samples: readonly number[], count: number) =>
      samples.slice(WARM_UPS).map((ms) => ms / count);
    const ours = each(cpu.ours, texts.length);
    const against = (name: "wink" | "compromise", count: number) => ({
      name: name === "wink" ? "wink-nlp" : "compromise",
      samples: each(cpu[name], count),
    });
    const timed = slowest.slice(WARM_UPS * texts.length).toSorted((a, b) => a - b);
    const measured = { measure: "classify one report, processor time", unit: "ms" };
    const beside = { measure: "the same beside compromise", unit: "ms" };
    return [
      rowOf(measured, ours, against("wink", texts.length)),
      rowOf(beside, ours, against("compromise", some.length)),
      rowOf(
        { measure: "reports a second, one core", unit: "1/s" },
        ours.map((ms) => 1000 / ms),
      ),
      rowOf({ measure: "99th of 100, wall time", unit: "ms" }, [quantileOf(timed, 0.99)]),
    ];
  },
};

/** The demo's English reports, one after another to that length, each beginning with another. */
function reportTexts(): readonly string[] {
  const texts = demoReports().flatMap(({ language, text }) => (language === "en" ? [text] : []));
  return texts.map((_, first) =>
    [...texts.slice(first), ...texts.slice(0, first)].join("\n\n").slice(0, LETTERS),
  );
}
