import { writeFile } from "node:fs/promises";
import { type Profiler, Session } from "node:inspector/promises";

import { formatTable } from "./format-rows.ts";

/**
 * Runs under V8's sampling profiler and writes what it saw, for any viewer of `.cpuprofile` files; `talk` hears of the
 * functions that took longest by themselves.
 */
export async function profiled<T>(
  file: string,
  run: () => Promise<T>,
  talk: (text: string) => void,
): Promise<T> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 200 });
  await session.post("Profiler.start");
  try {
    return await run();
  } finally {
    const { profile } = await session.post("Profiler.stop");
    await writeFile(file, JSON.stringify(profile));
    session.disconnect();
    talk(`wrote ${file}\n${formatTable([["ms", "of 100", "function"], ...topOf(profile)])}`);
  }
}

const TOP = 15;

function topOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): string[][] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? "";
    if (name.startsWith("(idle)")) continue;
    const ms = (timeDeltas[at] ?? 0) / 1000;
    spent.set(name, (spent.get(name) ?? 0) + ms);
    all += ms;
  }
  const longest = [...spent].toSorted(([, one], [, other]) => other - one).slice(0, TOP);
  return longest.map(([name, ms]) => [ms.toFixed(0), ((100 * ms) / all).toFixed(1), name]);
}

function nameOf({
  functionName,
  url,
  lineNumber,
}: Profiler.Profile["nodes"][number]["callFrame"]): string {
  const file = url.replace(/^.*\/(?=(?:src|bench|node_modules)\/)/, "");
  return `${functionName || "(anonymous)"} ${file === "" ? "" : `${file}:${lineNumber + 1}`}`.trim();
}
