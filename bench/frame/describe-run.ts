import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

import type { BenchRun } from "./bench.ts";

/** The commit measured (`+` where the folder holds changes), the Node and the processors it ran on. */
export function describeRun(): Pick<BenchRun, "commit" | "node" | "cpus"> {
  const all = cpus();
  return {
    commit: commitOf(),
    node: process.version,
    cpus: `${all.length} x ${all[0]?.model.trim() ?? "unknown"}`,
  };
}

function commitOf(): string {
  try {
    const isChanged = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${isChanged ? "+" : ""}`;
  } catch {
    return "unknown";
  }
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
}
