import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { CHILD_ENV } from "./child-env.ts";

/** Registers what undoes a step when its test is over: the test context's own, as tests run side by side. */
export type CleanUp = (undo: () => Promise<void> | void) => void;

export interface Running {
  readonly process: ChildProcess;
  /** Log lines so far, oldest first. */
  readonly lines: readonly string[];
  /** How the process ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** The first log line, seen or to come, with this message. */
  logged(message: string): Promise<Record<string, unknown>>;
}

/** A real tocsin process, in an environment of the test's own. */
export function spawnTocsin(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cleanUp: CleanUp,
): Running {
  const child = spawn(process.execPath, ["src/main.ts", ...args], {
    env: { ...CHILD_ENV, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Map<string, (line: Record<string, unknown>) => void>();
  const take = (line: string) => {
    lines.push(line);
    const parsed = parse(line);
    const message = String(parsed["msg"]);
    waiting.get(message)?.(parsed);
    waiting.delete(message);
  };
  createInterface({ input: child.stdout }).on("line", take);
  createInterface({ input: child.stderr }).on("line", take);
  const ended = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  cleanUp(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    process: child,
    lines,
    ended,
    logged(message) {
      const seen = lines.map(parse).find((line) => line["msg"] === message);
      if (seen) return Promise.resolve(seen);
      return new Promise((resolve, reject) => {
        waiting.set(message, resolve);
        void ended.then(() => reject(new Error(`ended before "${message}":\n${lines.join("\n")}`)));
      });
    },
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}
