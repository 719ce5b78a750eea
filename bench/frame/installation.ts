import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Redis } from "ioredis";

import { systemClock } from "../../src/adapters/observe/clock.ts";
import { keysUnder } from "../../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../../src/adapters/redis/private-server.ts";
import { redisSubscriptions } from "../../src/adapters/redis/redis-subscriptions.ts";
import { startLeanSink } from "./lean-sink.ts";
import { storeSubscriptions } from "./stored-subscriptions.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../config", import.meta.url));
const SECRET = `whsec_${Buffer.alloc(32, "wire").toString("base64")}`;
const KIBIBYTES_OF_A_MEBIBYTE = 1024;
/** Linux tells processor times in hundredths of a second. */
const TICK_MS = 10;

/** A tocsin as an operator has it: the shipped configuration, a Redis with stored subscriptions, a mail server; nothing runs yet. */
export interface Installation extends AsyncDisposable {
  readonly dir: string;
  /** Mails taken by the mail server so far. */
  readonly mails: () => number;
  /** `node src/main.ts ...args`, run to its end. */
  run(...args: readonly string[]): Promise<{ readonly ms: number }>;
  /** All roles, once they say that they run; `nodeArgs` are for Node itself. */
  serve(nodeArgs?: readonly string[]): Promise<Serving>;
}

export interface Serving extends AsyncDisposable {
  /** From the start of the process to the moment that all roles run. */
  readonly readyMs: number;
  /** Processor time until then. */
  readonly processorMs: number;
  readonly url: string;
  /** What the process alone has in memory, MiB: all that is mapped, and its share of that. */
  memory(): { readonly rss: number; readonly pss: number };
}

export async function openInstallation(
  subscriptions: number,
  talk: (text: string) => void,
): Promise<Installation> {
  await using opening = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  opening.defer(() => rm(dir, { recursive: true, force: true }));
  const sink = opening.use(await startLeanSink());
  const server = opening.use(
    await startPrivateRedis({ dir: join(dir, "redis"), durability: "everysec" }),
  );
  const redis = new Redis(server.url, { protocol: 2 });
  opening.defer(() => redis.disconnect());
  const stores = { redis, keys: keysUnder("tocsin"), clock: systemClock };
  await storeSubscriptions(redisSubscriptions(stores), subscriptions, talk);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    REDIS_URL: server.url,
    SMTP_URL: sink.url,
    WIRE_SECRET: SECRET,
    WIRE_SECRET_NEXT: SECRET,
    FIELD_SECRET: SECRET,
    TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
    TOCSIN_HTTP_PORT: "0",
    TOCSIN_CONFIG_DIR: CONFIG,
    TOCSIN_DATA_DIR: join(dir, "data"),
  };
  const opened = opening.move();
  return {
    dir,
    mails: () => sink.taken(),
    run: async (...args) => {
      const start = performance.now();
      const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: "ignore" });
      const [code] = (await once(child, "exit")) as [number | null];
      if (code !== 0) throw new Error(`tocsin ${args.join(" ")} ended with ${code}`);
      return { ms: performance.now() - start };
    },
    serve: (nodeArgs = []) => serve(env, nodeArgs),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function serve(
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[],
): Promise<Serving> {
  const start = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, MAIN, "serve"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid = 0 } = child;
  const { port } = await untilRunning(child);
  return {
    readyMs: performance.now() - start,
    processorMs: processorMs(pid),
    url: `http://127.0.0.1:${port}`,
    memory: () => memoryOf(pid),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

async function untilRunning(child: ChildProcess): Promise<{ readonly port: number }> {
  if (child.stdout === null) throw new Error("its log is not read");
  let port = 0;
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const { msg, port: heard } = JSON.parse(line) as {
      readonly msg: string;
      readonly port?: number;
    };
    if (msg === "listening") port = heard ?? 0;
    if (msg === "tocsin is running") break;
  }
  // Nobody reads its log from here on, and it must not wait for that.
  child.stdout.resume();
  if (port === 0) throw new Error("tocsin did not start");
  return { port };
}

/** proc(5): after "pid (name)" the twelfth and thirteenth are user and system time. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function memoryOf(pid: number): { readonly rss: number; readonly pss: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const read = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? Number.NaN) /
    KIBIBYTES_OF_A_MEBIBYTE;
  return { rss: read("Rss"), pss: read("Pss") };
}
