/**
 * Draws a profile that a bench wrote (`npm run -s bench -- NAME --profile`) as a flame graph:
 * `node scripts/draw-profile.ts FILE.cpuprofile FUNCTION OUT.svg TITLE`, what was spent under the functions of that name.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { Profiler } from "node:inspector/promises";

import { drawFlameGraph, foldProfile } from "./draw-profile/flame-graph.ts";

const [file = "", under = "", out = "", title = ""] = process.argv.slice(2);
const profile = JSON.parse(await readFile(file, "utf8")) as Profiler.Profile;
const root = foldProfile(profile, under);
if (root.calls.length === 0 && root.ownMs === 0) {
  console.error(`${file}: no function "${under}" was seen at work`);
  process.exit(1);
}
await writeFile(out, drawFlameGraph(root, title));
console.log(out);
