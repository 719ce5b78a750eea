import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { ConfigError } from "../../model/failure.ts";
import { freePorts } from "./free-ports.ts";
import { markProcess, stillRuns } from "./process-mark.ts";
import {
  ask,
  askState,
  readRegistration,
  type Registration,
  serverRuns,
  urlOf,
  writeRegistration,
} from "./server-registration.ts";

const PROGRAMS = ["redis-server", "valkey-server"] as const;
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 20;

export interface PrivateRedisOptions {
  /** Holds the append-only file, the log and the password; made when missing. One server at a time. */
  readonly dir: string;
  /** `replica` is refused: a private server has none. */
  readonly durability: "fsync" | "everysec" | "replica";
  /** Any free one when not given. */
  readonly port?: number | undefined;
  /** Gives up starting. It does not stop a server that runs: whoever drains needs it to the end. */
  readonly signal?: AbortSignal | undefined;
  /** Names or paths, the first that exists. */
  readonly programs?: readonly string[] | undefined;
  /** How long a server may say nothing while it starts. One that says it is loading may take all day. */
  readonly startLimitMs?: number | undefined;
}

export interface PrivateRedis extends AsyncDisposable {
  /** With the password: never to a log. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended though nobody here asked it to, and else never. */
  readonly lost: Promise<void>;
  /** The end without warning that a power cut of this process would be. */
  killHard(): Promise<void>;
}

/**
 * A real Redis (or Valkey) of our own on 127.0.0.1, with its data in `dir`, that ends with this process.
 * A server that outlived a killed tocsin is shut down first, so its last writes are in the file we load.
 */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  if (options.durability === "replica") {
    throw new ConfigError(
      "TOCSIN_DURABILITY=replica needs a Redis with a replica: set REDIS_URL, or use fsync or everysec",
    );
  }
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const before = await readRegistration(dir);
  if (before !== undefined) await endOrphan(dir, before);
  const [port = 0] = options.port === undefined ? await freePorts(1) : [options.port];
  const password = before?.password ?? randomBytes(24).toString("base64url");
  const child = await spawnFirst(options.programs ?? PROGRAMS);
  const pid = pidOf(child);
  const [owner, server] = await Promise.all([markProcess(process.pid), markProcess(pid)]);
  const registration = { owner, server, port, password };
  try {
    await writeRegistration(dir, registration);
    child.stdin?.on("error", () => {}).end(settings(dir, options, registration));
    await waitUntilReady(child, { ...options, dir, registration });
  } catch (fault) {
    await kill(child);
    throw fault;
  }
  // Our last work done, we may end without closing it: the exit listener then does.
  child.unref();
  return handleOf(child, registration);
}

/** The address of a private server that runs for `dir`; undefined where none answers. */
export async function findPrivateRedis(dir: string): Promise<string | undefined> {
  const registration = await readRegistration(resolve(dir));
  if (registration === undefined) return undefined;
  const state = await askState(registration);
  return state === "ready" || state === "loading" ? urlOf(registration) : undefined;
}

/** Through stdin, so that the password shows neither in the process list nor in a second file. */
function settings(
  dir: string,
  { durability }: PrivateRedisOptions,
  { port, password }: Registration,
): string {
  return `bind 127.0.0.1
port ${port}
protected-mode yes
requirepass ${password}
dir ${JSON.stringify(dir)}
logfile redis.log
save ""
appendonly yes
appendfsync ${durability === "fsync" ? "always" : "everysec"}
maxmemory-policy noeviction
`;
}

/** A server waits for its settings before it does anything. */
async function spawnFirst(programs: readonly string[]): Promise<ChildProcess> {
  for (const program of programs) {
    // A group of its own: Ctrl-C is for tocsin, which still needs its Redis to drain.
    const child = spawn(program, ["-"], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    try {
      await once(child, "spawn");
    } catch (fault) {
      if (isMissing(fault)) continue;
      throw fault;
    }
    return child;
  }
  throw new ConfigError(
    `no Redis server found (${programs.join(", ")}): install Redis 7 or Valkey, or set REDIS_URL`,
  );
}

interface Start extends PrivateRedisOptions {
  readonly registration: Registration;
}

async function waitUntilReady(child: ChildProcess, start: Start): Promise<void> {
  const { dir, registration, signal, startLimitMs = START_LIMIT_MS } = start;
  let lastSaid = performance.now();
  for (;;) {
    const state = await askState(registration);
    if (state === "ready") return;
    if (hasEnded(child)) throw new Error(await whyItEnded(dir));
    signal?.throwIfAborted();
    if (state === "loading") lastSaid = performance.now();
    if (performance.now() - lastSaid > startLimitMs) {
      throw new Error(`the private Redis in ${dir} did not answer in ${startLimitMs} ms`);
    }
    await wait(POLL_MS);
  }
}

async function whyItEnded(dir: string): Promise<string> {
  const log = await readFile(join(dir, "redis.log"), "utf8").catch(() => "it left no log");
  const lines = log.trimEnd().split("\n").slice(-6).join("\n");
  return `the private Redis in ${dir} ended while starting:\n${lines}`;
}

function handleOf(child: ChildProcess, registration: Registration): PrivateRedis {
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  let asked = false;
  const onRequest = (end: (child: ChildProcess) => Promise<void>) => async (): Promise<void> => {
    asked = true;
    await end(child);
  };
  return {
    url: urlOf(registration),
    port: registration.port,
    pid: pidOf(child),
    lost: new Promise((tell) => {
      void endOf(child).then(() => (asked ? undefined : tell()));
    }),
    killHard: onRequest(kill),
    [Symbol.asyncDispose]: onRequest(stop),
  };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("the private Redis has no process id");
  return pid;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, "exit");
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const limit = new AbortController();
  const late = wait(STOP_LIMIT_MS, "late", { signal: limit.signal }).catch(() => "ended");
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  limit.abort();
  await ended;
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function endOrphan(dir: string, before: Registration): Promise<void> {
  const { owner, server } = before;
  if (await isInUse(before)) {
    throw new ConfigError(
      `another tocsin (process ${owner.pid}) uses the Redis in ${dir}: stop it, or choose another TOCSIN_DATA_DIR`,
    );
  }
  if (!(await serverRuns(before))) return;
  await ask(before, "SHUTDOWN");
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  while (await serverRuns(before)) {
    if (limit.aborted) {
      throw new ConfigError(
        `a Redis left over in ${dir} (process ${server.pid}) does not shut down: end it first`,
      );
    }
    await wait(POLL_MS);
  }
}

/** A living owner needs no living server: it may be about to start one. */
async function isInUse(before: Registration): Promise<boolean> {
  const { owner } = before;
  if (!(await stillRuns(owner))) return false;
  const certain = owner.started !== undefined && owner.pid !== process.pid;
  return certain || serverRuns(before);
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ENOENT";
}
