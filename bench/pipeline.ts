import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import type { Bench, BenchRow } from "./frame/bench.ts";
import { quantileOf, rowOf } from "./frame/measure.ts";
import { type Filer, type Filing, openNaive, openTocsin } from "./pipeline/filing-rate.ts";
import { mailLatency } from "./pipeline/mail-latency.ts";

/**
 * The whole way of a report: how long from its post to its mail at a steady rate, and how many a second are posted,
 * sorted, related, kept and matched, beside a pipeline of one job a report and one write a match.
 */
export const bench: Bench = {
  about:
    "signed post to mail received, and reports a second to a matched incident, beside one job a report and one write a match",
  quick: { seconds: "3", rate: "20", reports: "100", rounds: "2", subscriptions: "2000" },
  options: {
    rate: { type: "string", default: "100" },
    seconds: { type: "string", default: "20" },
    subscriptions: { type: "string", default: "10000" },
    reports: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
    sorters: { type: "string", default: "1" },
  },
  async run(options, talk) {
    const figure = (name: string) => Number(options[name]);
    const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using opening = new AsyncDisposableStack();
    opening.defer(() => rm(dir, { recursive: true, force: true }));
    const { url } = opening.use(await startPrivateRedis({ dir, durability: "everysec" }));
    const rate = figure("rate");
    const { mailedMs, missing } = await mailLatency(url, {
      rate,
      seconds: figure("seconds"),
      sorters: figure("sorters"),
    });
    talk(`${mailedMs.length} reports were mailed`);
    const percentile = (name: string, share: number): BenchRow =>
      rowOf({ measure: `post to mail: ${name}`, unit: "ms" }, [quantileOf(mailedMs, share)]);
    return [
      percentile("median", 0.5),
      percentile("95 of 100", 0.95),
      percentile("99 of 100", 0.99),
      rowOf({ measure: "incidents that were not mailed", unit: "mails" }, [missing]),
      ...(await filingRows(url, options, talk)),
    ];
  },
};

async function filingRows(
  url: string,
  options: Readonly<Record<string, unknown>>,
  talk: (text: string) => void,
): Promise<BenchRow[]> {
  const [subscriptions, reports, rounds] = ["subscriptions", "reports", "rounds"].map((name) =>
    Number(options[name]),
  ) as [number, number, number];
  const sorters = Number(options["sorters"]);
  await using tocsin = await openTocsin(url, { subscriptions, sorters });
  talk(`${subscriptions} subscriptions are in force`);
  await using naive = await openNaive(url, subscriptions);
  const filers: Readonly<Record<string, Filer>> = { naive, tocsin };
  const measured = new Map(Object.keys(filers).map((name) => [name, [] as Filing[]]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, filer] of Object.entries(filers)) {
      const filing = await filer.file(round < 0 ? Math.ceil(reports / 4) : reports);
      if (round >= 0) measured.get(name)?.push(filing);
    }
    talk(`round ${round + 2} of ${rounds + 1}`);
  }
  const of = (name: string, field: keyof Filing) =>
    (measured.get(name) ?? []).map((filing) => filing[field]);
  const ratios = of("tocsin", "rate").map((ours, i) => ours / (of("naive", "rate")[i] ?? NaN));
  return [
    ...["tocsin", "naive"].flatMap((name) => [
      rowOf({ measure: `posted to matched: ${name}`, unit: "1/s" }, of(name, "rate")),
      rowOf(
        { measure: `processor time without Redis, a report: ${name}`, unit: "ms" },
        of(name, "processorMs"),
      ),
      rowOf(
        { measure: `processor time of Redis, a report: ${name}`, unit: "ms" },
        of(name, "redisMs"),
      ),
    ]),
    rowOf({ measure: "posted to matched: tocsin / naive", unit: "ratio" }, ratios),
  ];
}
