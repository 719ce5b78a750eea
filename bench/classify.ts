import type { Bench } from "./frame/bench.ts";
import { demoReports } from "./frame/demo-reports.ts";
import { measure, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";

/** The classify stage over the demo's reports, one after the other on one core. */
export const bench: Bench = {
  about: "one report of 4 KB read for places, threats and summary, on one core",
  async run(_options, talk) {
    const { classify } = await openShippedSorting();
    const reports = demoReports().map((report, at) => ({
      ...report,
      id: `r-${at}`,
      receivedAt: "2026-01-01T00:00:00Z",
    }));
    talk(`${reports.length} reports`);
    const { all } = await measure(
      { all: () => reports.forEach((report) => classify(report)) },
      { warmUps: 3, repeats: 20 },
    );
    const perReport = all.map((ms) => ms / reports.length);
    return [rowOf({ measure: "classify one report", unit: "ms" }, perReport)];
  },
};
