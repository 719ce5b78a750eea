import type { Bench } from "./frame/bench.ts";
import { openInstallation } from "./frame/installation.ts";
import { rowOf } from "./frame/measure.ts";

/** How long a command, and the whole service until all of its roles run, takes to start. Real processes. */
export const bench: Bench = {
  about: "a command, and all roles until they run, with stored subscriptions",
  options: {
    subscriptions: { type: "string", default: "10000" },
    repeats: { type: "string", default: "7" },
  },
  quick: { repeats: "3" },
  async run({ subscriptions, repeats }, talk) {
    const count = Number(subscriptions);
    await using tocsin = await openInstallation(count, talk);
    const version: number[] = [];
    const check: number[] = [];
    const ready: number[] = [];
    const processor: number[] = [];
    // The first start of each compiles what the others find.
    for (let round = -1; round < Number(repeats); round += 1) {
      const one = await tocsin.run("--version");
      const other = await tocsin.run("check");
      await using serving = await tocsin.serve();
      if (round < 0) {
        talk(`first start: ${Math.round(serving.readyMs)} ms`);
        continue;
      }
      version.push(one.ms);
      check.push(other.ms);
      ready.push(serving.readyMs);
      processor.push(serving.processorMs);
    }
    const all = `all roles run, ${count} subscriptions`;
    return [
      rowOf({ measure: "tocsin --version", unit: "ms" }, version),
      rowOf({ measure: "tocsin check", unit: "ms" }, check),
      rowOf({ measure: all, unit: "ms" }, ready),
      rowOf({ measure: `${all}, processor time`, unit: "ms" }, processor),
    ];
  },
};
