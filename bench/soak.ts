import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { Bench } from "./frame/bench.ts";
import { openInstallation, type Serving } from "./frame/installation.ts";
import { rowOf } from "./frame/measure.ts";
import { madeUpReports } from "./pipeline/made-up-reports.ts";

const SAMPLE_MS = 2_000;
const MINUTE_MS = 60_000;
/** The first part of a run fills what is kept at hand, and says nothing of what comes after. */
const SETTLING = 0.4;
/** Minutes; a shorter run shows what is kept at hand filling up. */
const LEAST_TO_JUDGE = 10;

/** One process with all roles under a steady load. It fails where memory grows by more than `--most` MiB an hour. */
export const bench: Bench = {
  about: "one process with all roles under a steady load: how its memory grows",
  options: {
    minutes: { type: "string", default: "60" },
    // As many as the shipped source may post.
    rate: { type: "string", default: "10" },
    subscriptions: { type: "string", default: "1000" },
    most: { type: "string", default: "50" },
  },
  quick: { minutes: "1" },
  async run({ minutes, rate, subscriptions, most }, talk) {
    const lastsMs = Number(minutes) * MINUTE_MS;
    await using tocsin = await openInstallation(Number(subscriptions), talk);
    const file = join(tocsin.dir, "reports.jsonl");
    await writeFile(file, lines(Math.ceil((lastsMs / 1000) * Number(rate))));
    await using serving = await tocsin.serve();
    const sending = ["send", file, "--url", serving.url, "--source", "wire", "--rate"];
    const sent = tocsin.run(...sending, String(rate));
    const samples = await watch(serving, sent, talk);
    const settled = samples.filter(({ minute }) => minute > (lastsMs * SETTLING) / MINUTE_MS);
    const rss = settled.map((sample) => sample.rss);
    const growth = slopeOf(settled) * 60;
    if (Number(minutes) >= LEAST_TO_JUDGE && growth > Number(most)) {
      talk(`it grew by more than ${String(most)} MiB an hour`);
      process.exitCode = 1;
    }
    return [
      rowOf({ measure: "resident, once settled", unit: "MiB" }, rss),
      rowOf({ measure: "growth, by the straight line through it", unit: "MiB/h" }, [growth]),
      rowOf({ measure: "mails", unit: "1" }, [tocsin.mails()]),
    ];
  },
};

/** For `tocsin send`. Each tells an event of its own, and one in ten is posted once more under another id. */
function lines(count: number): string {
  const reportOf = madeUpReports(4, "");
  let report = reportOf(0);
  return Array.from({ length: count }, (_, nth) => {
    if (nth % 10 !== 9) report = reportOf(nth);
    const { title, text, language } = report;
    return `${JSON.stringify({ title, text, language, externalId: `soak-${nth}` })}\n`;
  }).join("");
}

interface Sample {
  readonly minute: number;
  readonly rss: number;
}

async function watch(
  serving: Serving,
  sent: Promise<unknown>,
  talk: (text: string) => void,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  const over = sent.then(() => true);
  for (let isOver = false; !isOver;) {
    isOver = await Promise.race([over, wait(SAMPLE_MS, false)]);
    const minute = (performance.now() - start) / MINUTE_MS;
    const { rss } = serving.memory();
    if (Math.floor(minute) > Math.floor(samples.at(-1)?.minute ?? 0))
      talk(`minute ${Math.floor(minute)}: ${Math.round(rss)} MiB`);
    samples.push({ minute, rss });
  }
  return samples;
}

/** MiB a minute, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [minute, rss] = [mean((one) => one.minute), mean((one) => one.rss)];
  const covariance = mean((one) => (one.minute - minute) * (one.rss - rss));
  return covariance / mean((one) => (one.minute - minute) ** 2);
}
