import { chooseIncident } from "../src/relate/choose-incident.ts";
import { fingerprintOf } from "../src/relate/fingerprint.ts";
import { memoryStoryIndex } from "../src/relate/memory-story-index.ts";
import type { Telling } from "../src/relate/next-version.ts";
import { relateReport } from "../src/relate/relate-report.ts";
import { sketchOf, weigh } from "../src/relate/sketch.ts";
import type { Bench } from "./frame/bench.ts";
import { countingProcessorTime, measure, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";

/** As many reports as come in a day, for 35 days: nothing is closed yet. */
const APART_MS = 30_000;
const MEASURED = 500;
const WARM_UPS = 2;
/** Different words of the made-up language; the n-th is as frequent as 1/n, as in real ones. */
const WORDS = 40_000;
const REPORT_WORDS = 250;
/** Of the reports measured, so many tell of an incident that is open. */
const ONE_IN = 3;

/** The relate stage in memory while so many incidents are open: sketch, look-up, choice, next version. */
export const bench: Bench = {
  about: "one report among many open incidents, in memory",
  options: { incidents: { type: "string", default: "100000" } },
  quick: { incidents: "5000" },
  async run({ incidents }, talk) {
    const { classify, world } = await openShippedSorting();
    const { stories } = world;
    const classification = classify({ text: "Gunmen attacked a convoy near Gao in Mali." });
    const index = memoryStoryIndex();
    const open = tellingsOf(classification);
    let opened = 0;
    /** Each is an incident of its own, put into the index as if nothing were like it. */
    while (opened < Number(incidents)) {
      const { telling, atMs } = open(opened);
      const sketch = sketchOf(telling, stories.vocabulary);
      const { profile } = weigh(sketch, [], opened);
      index.add({ incidentId: `i-${opened}`, reportId: telling.report.id, profile, atMs });
      opened += 1;
    }
    talk(`${opened} incidents are open`);
    let nth = opened;
    const joined = new Set<string>();
    const relateNext = () => {
      const { telling, atMs } = open(nth % ONE_IN === 0 ? nth - opened : nth, nth);
      fingerprintOf(telling.report);
      const sketch = sketchOf(telling, stories.vocabulary);
      const findings = index.lookUp({ terms: sketch.terms, atMs });
      const { joining, profile } = chooseIncident(sketch, findings, stories);
      if (joining) joined.add(telling.report.id);
      const { incident } = relateReport(telling, {});
      const incidentId = joining?.incidentId ?? incident.id;
      index.add({ incidentId, reportId: telling.report.id, profile, atMs });
      nth += 1;
    };
    const processor: number[] = [];
    const relateMany = () => {
      for (let i = 0; i < MEASURED; i += 1) relateNext();
    };
    const { all } = await measure(
      { all: () => countingProcessorTime(processor, relateMany) },
      { warmUps: WARM_UPS, repeats: 10 },
    );
    talk(`${joined.size} of ${nth - opened} reports joined an incident`);
    return [
      rowOf({ measure: "relate one report", unit: "ms" }, perReport(all)),
      rowOf(
        { measure: "processor time to relate one report", unit: "ms" },
        perReport(processor.slice(WARM_UPS)),
      ),
    ];
  },
};

function perReport(samples: readonly number[]): number[] {
  return samples.map((ms) => ms / MEASURED);
}

/** The n-th event of a made-up world, as told by the report that comes as `asNth`. */
function tellingsOf(classification: Telling["classification"]) {
  return (nth: number, asNth = nth): { readonly telling: Telling; readonly atMs: number } => {
    const word = zipfWords(nth);
    const title = `${word()} ${word()} ${word()} in Town${nth % 5_000}`;
    const body = Array.from({ length: REPORT_WORDS }, word).join(" ");
    const text = `${body} said Name${nth} Person${nth} of Town${nth % 5_000}.`;
    const atMs = Date.UTC(2026, 0, 1) + asNth * APART_MS;
    const receivedAt = new Date(atMs).toISOString();
    const report = { id: `r-${asNth}`, source: `s-${asNth % 50}`, title, text, receivedAt };
    return { telling: { report, classification, headline: title, summary: "" }, atMs };
  };
}

/** Words by their frequency, the same sequence each time (a linear congruential generator). */
function zipfWords(seed: number): () => string {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const rank = Math.floor(WORDS ** (state / 2 ** 32));
    return `w${rank.toString(36)}`;
  };
}
