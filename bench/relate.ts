import { memoryRelater } from "../src/relate/memory-relater.ts";
import type { Bench } from "./frame/bench.ts";
import { measure, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";

const MINUTE_MS = 60_000;
const MEASURED = 500;
/** Different words of the made-up language; the n-th is as frequent as 1/n, as in real ones. */
const WORDS = 40_000;
const REPORT_WORDS = 250;

/** The relate stage in memory while so many incidents are open: sketch, look-up, choice, next version. */
export const bench: Bench = {
  about: "one report among many open incidents, in memory",
  options: { incidents: { type: "string", default: "100000" } },
  async run({ incidents }, talk) {
    const { classify, world } = await openShippedSorting();
    const relate = memoryRelater(world.stories);
    const classification = classify({ text: "Gunmen attacked a convoy near Gao in Mali." });
    const word = zipfWords();
    let nth = 0;
    const next = () => {
      nth += 1;
      const title = `${word()} ${word()} ${word()} in Town${nth % 5_000}`;
      const body = Array.from({ length: REPORT_WORDS }, word).join(" ");
      const receivedAt = new Date(Date.UTC(2026, 0, 1) + (nth * MINUTE_MS) / 4).toISOString();
      const text = `${body} said Name${nth} Person${nth} of Town${nth % 5_000}.`;
      const report = { id: `r-${nth}`, source: `s-${nth % 50}`, title, text, receivedAt };
      return { report, classification, headline: title, summary: "" };
    };
    const opened = new Set<string>();
    while (opened.size < Number(incidents)) opened.add(relate(next()).incident.id);
    talk(`${opened.size} incidents are open`);
    const { all } = await measure(
      {
        all: () => {
          for (let i = 0; i < MEASURED; i += 1) relate(next());
        },
      },
      { warmUps: 1, repeats: 10 },
    );
    const perReport = all.map((ms) => ms / MEASURED);
    return [
      rowOf({ measure: `relate one report among ${opened.size} incidents`, unit: "ms" }, perReport),
    ];
  },
};

/** Words by their frequency, the same sequence each time (a linear congruential generator). */
function zipfWords(): () => string {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const rank = Math.floor(WORDS ** (state / 2 ** 32));
    return `w${rank.toString(36)}`;
  };
}
