import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";

import type { Bench } from "./frame/bench.ts";
import { describeRun } from "./frame/describe-run.ts";
import { formatRows } from "./frame/format-rows.ts";

const [name, ...args] = process.argv.slice(2);
const names = await benchNames();

if (name === undefined || !names.includes(name)) {
  console.error(`usage: npm run -s bench -- ${names.join("|")} [--json] [options of the bench]`);
  process.exitCode = 2;
} else {
  const { bench } = (await import(`./${name}.ts`)) as { readonly bench: Bench };
  const { values } = parseArgs({
    args,
    options: { ...bench.options, json: { type: "boolean", default: false } },
  });
  const rows = await bench.run(values, (text) => console.error(`${name}: ${text}`));
  const run = { name, ...describeRun(), rows };
  console.log(values["json"] ? JSON.stringify(run, null, 2) : formatRows(run));
}

/** Every file beside this one is a bench. */
async function benchNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname, { withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "main.ts")
    .map((entry) => entry.name.slice(0, -".ts".length))
    .toSorted();
}
