import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

import { CHILD_ENV } from "../support/child-env.ts";

export interface WorkerOptions {
  /** The folder whose `src` it runs. */
  readonly tree: string;
  readonly roles: string;
  readonly env: Readonly<Record<string, string>>;
  /** For its first life only. */
  readonly firstEnv?: Readonly<Record<string, string>>;
  /** Told of each end that nobody here brought about, and of words that no fault excuses. */
  readonly onSurprise: (what: string) => void;
  /** Told of every line that it prints. */
  readonly onLine: (line: string) => void;
}

/** A tocsin process that is started again whenever it ends, as a supervisor would. */
export interface Worker extends AsyncDisposable {
  readonly roles: string;
  readonly pid: number;
  /** When the present life began to answer, in ms of `performance.now()`. */
  readonly ready: Promise<void>;
  kill(): void;
  /** SIGTERM, as a roll-out does it. */
  terminate(): void;
  freeze(): void;
  thaw(): void;
  rssMb(): number;
  /** While it is true, a process that refuses its configuration is no surprise. */
  mayRefuse: boolean;
  /** When it ended at the crash point of its first life, by `performance.now()`. */
  readonly crashedAt: number | undefined;
}

/** Faults come at their time because the harness goes first. */
const GIVES_WAY = Math.min(constants.priority.PRIORITY_LOW, getPriority() + 5);
const RESTART_MS = 300;
const REFUSED_CONFIGURATION = 2;
/** Words that mean a promise was dropped or a fault was not foreseen. */
const BAD_WORDS = /unhandled|uncaught|TypeError|ReferenceError|SyntaxError|RangeError/i;

export function startWorker({ tree, roles, env, firstEnv, ...heard }: WorkerOptions): Worker {
  let child: ChildProcess;
  let isClosing = false;
  let isEndWanted = false;
  let isCrashWanted = false;
  let mayRefuse = false;
  let ready: Promise<void>;
  let crashedAt: number | undefined;
  const { onSurprise, onLine } = heard;
  const words = (line: string): void => {
    onLine(line);
    // What ioredis says of a connection that breaks while it is let go: nobody waits for it any more.
    if (line.startsWith("[ioredis]")) return;
    if (BAD_WORDS.test(line)) onSurprise(`${roles}: ${line.slice(0, 400)}`);
  };
  const begin = (more: Readonly<Record<string, string>> = {}): void => {
    isCrashWanted = more["TOCSIN_CRASH_AT"] !== undefined;
    isEndWanted = isCrashWanted;
    child = spawn(process.execPath, ["src/main.ts", "serve", "--roles", roles], {
      cwd: tree,
      env: { ...CHILD_ENV, ...env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid !== undefined) setPriority(child.pid, GIVES_WAY);
    const { stdout, stderr } = child;
    if (stdout) createInterface({ input: stdout }).on("line", words);
    if (stderr) createInterface({ input: stderr }).on("line", words);
    ready = whenReady(Number(env["TOCSIN_HTTP_PORT"]), child);
    void once(child, "exit").then(([code]) => ended(code as number | null));
  };
  const ended = (code: number | null): void => {
    if (isClosing) return;
    if (isCrashWanted) crashedAt = performance.now();
    isCrashWanted = false;
    const isRefusal = code === REFUSED_CONFIGURATION && mayRefuse;
    if (!isEndWanted && !isRefusal) onSurprise(`${roles} ended by itself with ${String(code)}`);
    setTimeout(() => {
      if (!isClosing) begin();
    }, RESTART_MS);
  };
  begin(firstEnv);
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  return {
    roles,
    get pid() {
      return child.pid ?? 0;
    },
    get ready() {
      return ready;
    },
    get crashedAt() {
      return crashedAt;
    },
    kill() {
      isEndWanted = true;
      signal("SIGKILL");
    },
    terminate() {
      isEndWanted = true;
      signal("SIGTERM");
    },
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    rssMb: () => rssMbOf(child.pid),
    get mayRefuse() {
      return mayRefuse;
    },
    set mayRefuse(may) {
      mayRefuse = may;
    },
    async [Symbol.asyncDispose]() {
      isClosing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const end = once(child, "exit");
      child.kill("SIGKILL");
      await end;
    },
  };
}

/** Until `/readyz` says so, or the process has ended. */
async function whenReady(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await wait(50);
  }
}

function rssMbOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
