import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";

import type { Bench, BenchRun } from "./frame/bench.ts";
import { checkGates, formatVerdicts } from "./frame/check-gates.ts";
import { describeRun } from "./frame/describe-run.ts";
import { withForeignCores } from "./frame/foreign-cores.ts";
import { formatRows, formatTable } from "./frame/format-rows.ts";
import { profiled } from "./frame/profile.ts";

const USAGE = `usage: npm run -s bench                             what there is
       npm run -s bench -- NAME [--json] [--quick] [--profile] [options of the bench]
       npm run -s bench -- --all [--quick] [--json]         one after the other
       npm run -s bench -- --check [NAME...] [--quick] [--json]   exit 1 where a gate of bench/gates.json is missed`;

const EVERY_BENCH = {
  json: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  profile: { type: "boolean", default: false },
} as const;

const args = process.argv.slice(2);
const names = await benchNames();
const [name = ""] = args;

if (args.length === 0) console.log(await listBenches());
else if (args.includes("--check")) await check();
else if (args.includes("--all")) await runAll();
else if (names.includes(name)) print([await runBench(name, args.slice(1))], args);
else usage();

/** Every file beside this one is a bench. */
async function benchNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname, { withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && entry.name !== "main.ts")
    .map((entry) => entry.name.slice(0, -".ts".length))
    .toSorted();
}

async function openBench(of: string): Promise<Bench> {
  return ((await import(`./${of}.ts`)) as { readonly bench: Bench }).bench;
}

async function listBenches(): Promise<string> {
  const lines = await Promise.all(
    names.map(async (one) => {
      const { about, options = {} } = await openBench(one);
      return [
        one,
        about,
        Object.keys(options)
          .map((option) => `--${option}`)
          .join(" "),
      ];
    }),
  );
  return `${USAGE}\n\n${formatTable([["bench", "measures", "options"], ...lines])}`;
}

async function runBench(of: string, given: readonly string[]): Promise<BenchRun> {
  const bench = await openBench(of);
  const isQuick = given.includes("--quick");
  const { values } = parseArgs({
    args: [...given],
    options: { ...optionsOf(bench, isQuick), ...EVERY_BENCH },
  });
  const talk = (text: string) => console.error(`${of}: ${text}`);
  const run = async () => bench.run(values, talk);
  const file = `${of}.cpuprofile`;
  const { value: rows, foreignCores } = await withForeignCores(() =>
    values.profile ? profiled(file, run, talk) : run(),
  );
  return { name: of, ...describeRun(), foreignCores, rows };
}

function optionsOf({ options = {}, quick = {} }: Bench, isQuick: boolean) {
  if (!isQuick) return options;
  return Object.fromEntries(
    Object.entries(options).map(([option, config]) => [
      option,
      { ...config, default: quick[option] ?? config.default },
    ]),
  );
}

async function runAll(): Promise<void> {
  const given = args.filter((arg) => arg !== "--all");
  const runs: BenchRun[] = [];
  for (const one of names) {
    const run = await runBench(one, given);
    runs.push(run);
    if (!given.includes("--json")) print([run], given);
  }
  if (given.includes("--json")) print(runs, given);
}

function print(runs: readonly BenchRun[], given: readonly string[]): void {
  if (!given.includes("--json")) console.log(runs.map(formatRows).join("\n\n"));
  else console.log(JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2));
}

async function check(): Promise<void> {
  const asked = args.filter((arg) => !arg.startsWith("--"));
  if (asked.some((one) => !names.includes(one))) return usage();
  const checked = await checkGates({
    isQuick: args.includes("--quick"),
    names: asked.length === 0 ? undefined : asked,
    talk: (text) => console.error(`check: ${text}`),
  });
  console.log(args.includes("--json") ? JSON.stringify(checked, null, 2) : formatVerdicts(checked));
  if (checked.verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

function usage(): void {
  console.error(USAGE);
  process.exitCode = 2;
}
