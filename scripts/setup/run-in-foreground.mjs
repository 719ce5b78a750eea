import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";

import { say } from "./say.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program on our own streams and gives its exit code, 128 + n for one that signal n ended.
 * The program decides what a signal means: we only stay until it ends.
 */
export function runInForeground(program, args, { cwd, env }) {
  const child = spawn(program, args, { cwd, env, stdio: "inherit" });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (!reachesChildAnyway(signal)) child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.once("error", (fault) => {
      say(`could not start ${program}: ${fault.message}`);
      resolve(1);
    });
    child.once("exit", (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * A terminal sends Ctrl-C and its hang-up to the whole foreground group. Passing them on as well would
 * give the child two signals, and its second means: stop at once.
 */
function reachesChildAnyway(signal) {
  return signal !== "SIGTERM" && isTerminalForeground();
}

function isTerminalForeground() {
  try {
    // proc(5): after "pid (name)" come state, ppid, pgrp, session, tty_nr, tpgid.
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[2] === fields[5];
  } catch {
    return process.stdin.isTTY === true || process.stderr.isTTY === true;
  }
}
