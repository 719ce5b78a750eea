import { spawnSync } from "node:child_process";

import { rootCommand } from "./as-root.mjs";
import { findProgram } from "./find-program.mjs";
import { say, SetupError } from "./say.mjs";

/** Any of these draws the pictures. */
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

const WHAT_TO_DO = `Install Chromium so that one of ${BROWSERS.join(", ")} is on the PATH.`;

/** The fonts hold Latin, Cyrillic and Arabic letters: without any the pictures show boxes. */
const INSTALL = `
set -e
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q install -y --no-install-recommends chromium fonts-dejavu-core
`;

export function findBrowser() {
  return BROWSERS.map((name) => findProgram(name)).find((file) => file !== undefined);
}

export function installBrowser() {
  const asRoot = findProgram("apt-get") === undefined ? undefined : rootCommand();
  if (asRoot === undefined) {
    throw new SetupError(`no browser on this machine, and no right to install one. ${WHAT_TO_DO}`);
  }
  say("installing chromium with apt-get (once)");
  const [program, ...args] = [...asRoot, "sh", "-c", INSTALL];
  const { status } = spawnSync(program, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0 || findBrowser() === undefined) {
    throw new SetupError(`apt-get could not install chromium. ${WHAT_TO_DO}`);
  }
}
