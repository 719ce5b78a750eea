import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The last of what it printed, for whoever wonders why it ended. */
const MOST_LINES = 30;

export interface StartedProcess extends AsyncDisposable {
  readonly pid: number;
  /** The line by which it said that it is ready. */
  readonly ready: Readonly<Record<string, unknown>>;
}

/**
 * A Node process of this repository, once it has printed a line of JSON whose `msg` is `until`. Of its environment
 * nothing but the path to programs is ours. Disposal ends it by SIGTERM and waits for it.
 */
export async function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  until: string,
): Promise<StartedProcess> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const printed: string[] = [];
  let isWanted = true;
  child.once("exit", (code, signal) => {
    if (isWanted)
      console.error([...printed, `${args.join(" ")} ended: ${code ?? signal}`].join("\n"));
  });
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = parse(line);
      if (said["msg"] === until) resolve(said);
      else printed.push(line);
      if (printed.length > MOST_LINES) printed.shift();
    });
    void ended.then(() => reject(new Error(`${args.join(" ")} ended`)));
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    ready: await ready,
    async [Symbol.asyncDispose]() {
      isWanted = false;
      child.kill();
      await ended;
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
