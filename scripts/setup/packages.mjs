import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { findProgram } from "./find-program.mjs";
import { say, SetupError } from "./say.mjs";

/**
 * Whether node_modules holds just what package-lock.json asks for. npm writes down what it installed in
 * node_modules/.package-lock.json as its last step, so an interrupted install does not fit either.
 */
export function packagesFit(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) return false;
  if (!existsSync(join(root, "node_modules", ".bin", "node"))) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export function installPackages(root) {
  const npm = findProgram("npm");
  if (npm === undefined) throw new SetupError("npm is not on the PATH; it comes with Node.");
  say("installing the packages of package-lock.json with npm ci (a minute or two, once)");
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    env: { ...process.env, PATH: pathWithoutPackages(root) },
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new SetupError("npm ci failed; its own words are above.");
  if (!packagesFit(root)) {
    throw new SetupError("npm ci ended well, but node_modules does not fit package-lock.json.");
  }
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** `npm ci` deletes node_modules first, and with it the Node that `npm run` puts in front of the PATH. */
function pathWithoutPackages(root) {
  const own = join(root, "node_modules");
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.filter((folder) => !folder.startsWith(own)).join(delimiter);
}
