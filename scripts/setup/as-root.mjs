import { spawnSync } from "node:child_process";

import { findProgram } from "./find-program.mjs";

/** What to put before a command so that root runs it without asking for a password; undefined where that cannot be. */
export function rootCommand() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram("sudo");
  const allowed =
    sudo !== undefined && spawnSync(sudo, ["-n", "true"], { stdio: "ignore" }).status === 0;
  return allowed ? [sudo, "-n"] : undefined;
}
