import { fileURLToPath } from "node:url";

import type { Bench } from "./frame/bench.ts";
import { rowOf } from "./frame/measure.ts";
import { startProcess } from "./frame/start-process.ts";

const HOST = fileURLToPath(new URL("threads/host.ts", import.meta.url));

/** By name: how reports are read, and by how many. */
const CONTENDERS = {
  "on the event loop": ["here", "1"],
  "by one thread beside it": ["threads", "1"],
  "by two threads": ["threads", "2"],
  "by two processes": ["processes", "2"],
} as const;

type Name = keyof typeof CONTENDERS;

/** Whether threads beside the event loop read more reports than it does, and than processes do. */
export const bench: Bench = {
  about:
    "reports read on the event loop, by threads beside it, and by processes: how fast, in how much memory",
  options: {
    reports: { type: "string", default: "2000" },
    rounds: { type: "string", default: "3" },
  },
  quick: { reports: "400", rounds: "1" },
  async run({ reports, rounds }, talk) {
    const names = Object.keys(CONTENDERS) as Name[];
    const rates = new Map<Name, number[]>(names.map((name) => [name, []]));
    const memory = new Map<Name, number[]>(names.map((name) => [name, []]));
    for (let round = 0; round < Number(rounds); round += 1) {
      talk(`round ${round + 1} of ${String(rounds)}`);
      for (const name of names) {
        await using host = await startProcess(
          [HOST, ...CONTENDERS[name], String(reports)],
          {},
          "measured",
        );
        rates.get(name)?.push(Number(host.ready["perSecond"]));
        memory.get(name)?.push(Number(host.ready["memory"]));
      }
    }
    const alone = { name: "on the event loop", samples: rates.get("on the event loop") ?? [] };
    return names.flatMap((name) => [
      rowOf({ measure: `read ${name}`, unit: "1/s" }, rates.get(name) ?? [], alone),
      rowOf({ measure: `resident, read ${name}`, unit: "MiB" }, memory.get(name) ?? []),
    ]);
  },
};
