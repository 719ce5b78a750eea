import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { z } from "zod";

import { ConfigError } from "../../model/failure.ts";

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
}

export interface PrivateRedis extends AsyncDisposable {
  /** With the password: never to a log. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended, however it did. */
  readonly ended: Promise<void>;
  /** The end without warning that a power cut of this process would be. */
  killHard(): Promise<void>;
}

/** What the next start in the same folder must know about this one. */
const Registration = z.object({
  owner: z.int().positive(),
  port: z.int().positive(),
  password: z.string().min(32),
});

type Registration = z.infer<typeof Registration>;

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
  const port = options.port ?? (await findFreePort());
  const password = before?.password ?? randomBytes(24).toString("base64url");
  const registration = { owner: process.pid, port, password };
  await writeRegistration(dir, registration);
  const child = await spawnFirst(
    options.programs ?? PROGRAMS,
    settings(dir, options, registration),
  );
  await waitUntilReady(child, { dir, registration, signal: options.signal });
  // Our last work done, we may end without closing it: the exit listener then does.
  child.unref();
  return handleOf(child, registration);
}

/** The address of a private server that runs for `dir`; undefined where none answers. */
export async function findPrivateRedis(dir: string): Promise<string | undefined> {
  const registration = await readRegistration(resolve(dir));
  if (registration === undefined || !(await answersPing(registration))) return undefined;
  return urlOf(registration);
}

function urlOf({ port, password }: Registration): string {
  return `redis://:${password}@127.0.0.1:${port}`;
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

async function spawnFirst(programs: readonly string[], config: string): Promise<ChildProcess> {
  for (const program of programs) {
    // A group of its own: Ctrl-C is for tocsin, which still needs its Redis to drain.
    const child = spawn(program, ["-"], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    try {
      await once(child, "spawn");
    } catch (fault) {
      if (isMissing(fault)) continue;
      throw fault;
    }
    child.stdin?.on("error", () => {}).end(config);
    return child;
  }
  throw new ConfigError(
    `no Redis server found (${programs.join(", ")}): install Redis 7 or Valkey, or set REDIS_URL`,
  );
}

interface Start {
  readonly dir: string;
  readonly registration: Registration;
  readonly signal: AbortSignal | undefined;
}

async function waitUntilReady(child: ChildProcess, start: Start): Promise<void> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const end = start.signal === undefined ? limit : AbortSignal.any([limit, start.signal]);
  while (!(await answersPing(start.registration))) {
    if (hasEnded(child)) throw new Error(await whyItEnded(start.dir));
    if (end.aborted) {
      await kill(child);
      start.signal?.throwIfAborted();
      throw new Error(`the private Redis in ${start.dir} did not answer in ${START_LIMIT_MS} ms`);
    }
    await wait(POLL_MS);
  }
}

async function whyItEnded(dir: string): Promise<string> {
  const log = await readFile(join(dir, "redis.log"), "utf8").catch(() => "it left no log");
  const lines = log.trimEnd().split("\n").slice(-6).join("\n");
  return `the private Redis in ${dir} ended while starting:\n${lines}`;
}

function handleOf(child: ChildProcess, { port, password }: Registration): PrivateRedis {
  const { pid } = child;
  if (pid === undefined) throw new Error("the private Redis has no process id");
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  return {
    url: urlOf({ owner: process.pid, port, password }),
    port,
    pid,
    ended: endOf(child),
    killHard: () => kill(child),
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  await once(child, "exit");
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
  if (!(await answersPing(before))) return;
  if (isAlive(before.owner)) {
    throw new ConfigError(
      `another tocsin (process ${before.owner}) uses the Redis in ${dir}: stop it, or choose another TOCSIN_DATA_DIR`,
    );
  }
  await ask(before, "SHUTDOWN");
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  while (await answersPing(before)) {
    if (limit.aborted) throw new Error(`a Redis left over in ${dir} does not shut down`);
    await wait(POLL_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}

/** Both answers count: a stranger's Redis on that port knows another password, or none. */
async function answersPing(server: Registration): Promise<boolean> {
  return (await ask(server, "PING")).startsWith("+OK\r\n+PONG");
}

/** What the server answers before it hangs up; empty where nobody listens. */
async function ask({ port, password }: Registration, command: string): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.setTimeout(1_000, () => socket.destroy());
  socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`);
  await once(socket, "close").catch(() => {});
  return Buffer.concat(chunks).toString();
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function readRegistration(dir: string): Promise<Registration | undefined> {
  try {
    return Registration.parse(JSON.parse(await readFile(join(dir, "server.json"), "utf8")));
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

async function writeRegistration(dir: string, registration: Registration): Promise<void> {
  const file = join(dir, "server.json");
  await writeFile(`${file}.new`, JSON.stringify(registration), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ENOENT";
}
