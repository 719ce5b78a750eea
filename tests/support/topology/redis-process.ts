import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";

import { freePorts } from "#src/adapters/redis/free-ports.ts";

import { until } from "./until.ts";

/** Of every server of a topology, so that a login is tried too. */
export const PASSWORD = "a-password/with:signs";

export interface RedisProcess extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Where the nodes of a Cluster talk to each other. */
  readonly busPort: number;
  /** A connection for whoever runs the test; it comes back when the server does. */
  readonly admin: Redis;
  /** No goodbye, as a power cut. */
  kill(): Promise<void>;
  /** On the same files and port. */
  restart(): Promise<void>;
}

export interface ProcessOptions {
  readonly program?: string;
  readonly args?: readonly string[];
  /** Written to a file that the server may rewrite, as Sentinels do. */
  readonly config?: string;
  readonly password?: string | undefined;
}

/** A server on loopback, with its files in a temporary folder. */
export async function startRedisProcess(options: ProcessOptions): Promise<RedisProcess> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
  const [port = 0, busPort = 0] = await freePorts(2);
  const file = join(dir, "redis.conf");
  await writeFile(file, options.config ?? "");
  const start = () => {
    const args = [file, "--port", String(port), "--bind", "127.0.0.1", "--dir", dir];
    if (options.args?.includes("--cluster-enabled")) args.push("--cluster-port", String(busPort));
    const child = spawn(options.program ?? "redis-server", [...args, ...(options.args ?? [])], {
      stdio: "ignore",
    });
    process.once("exit", () => child.kill("SIGKILL"));
    return child;
  };
  let child = start();
  const { password } = options;
  const admin = new Redis({ port, host: "127.0.0.1", protocol: 2, ...(password && { password }) });
  admin.on("error", () => {});
  await until(() => admin.ping());
  return {
    host: "127.0.0.1",
    port,
    busPort,
    admin,
    kill: () => end(child),
    async restart() {
      child = start();
      await until(() => admin.ping());
    },
    async [Symbol.asyncDispose]() {
      admin.disconnect();
      await end(child);
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
