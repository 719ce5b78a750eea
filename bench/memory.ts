import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { Bench } from "./frame/bench.ts";
import { openInstallation } from "./frame/installation.ts";
import { manyReports } from "./frame/many-reports.ts";
import { rowOf } from "./frame/measure.ts";

/** As long as it takes until what the start left is given back. */
const SETTLE_MS = 5_000;

/** What one process with all roles holds: before any work, and after reports. */
export const bench: Bench = {
  about: "memory of one process with all roles: before any work, and after reports",
  options: {
    subscriptions: { type: "string", default: "10000" },
    reports: { type: "string", default: "600" },
    repeats: { type: "string", default: "3" },
  },
  quick: { repeats: "1" },
  async run({ subscriptions, reports, repeats }, talk) {
    await using tocsin = await openInstallation(Number(subscriptions), talk);
    const file = join(tocsin.dir, "reports.jsonl");
    await writeFile(file, manyReports(Number(reports)));
    const idle: Sample[] = [];
    const worked: Sample[] = [];
    for (let round = 0; round < Number(repeats); round += 1) {
      await using serving = await tocsin.serve();
      await wait(SETTLE_MS);
      idle.push(serving.memory());
      await tocsin.run("send", file, "--url", serving.url, "--source", "wire");
      await wait(SETTLE_MS);
      worked.push(serving.memory());
    }
    const rss = (of: readonly Sample[]) => of.map((sample) => sample.rss);
    const pss = (of: readonly Sample[]) => of.map((sample) => sample.pss);
    const after = `after ${String(reports)} reports`;
    return [
      rowOf({ measure: "idle, resident", unit: "MiB" }, rss(idle)),
      rowOf({ measure: "idle, its share", unit: "MiB" }, pss(idle)),
      rowOf({ measure: `${after}, resident`, unit: "MiB" }, rss(worked)),
      rowOf({ measure: `${after}, its share`, unit: "MiB" }, pss(worked)),
    ];
  },
};

interface Sample {
  readonly rss: number;
  readonly pss: number;
}
