import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";

import { freePorts } from "#src/adapters/redis/free-ports.ts";

import type { Certificate } from "../certificate.ts";
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
  /** It keeps its connections, and answers nothing. */
  freeze(): void;
  thaw(): void;
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
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Nothing is to be had of it but by TLS. */
  readonly certificate?: Certificate | undefined;
}

/** A server on loopback, with its files in a temporary folder. */
export async function startRedisProcess(options: ProcessOptions): Promise<RedisProcess> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
  const [port = 0, busPort = 0] = await freePorts(2);
  const file = join(dir, "redis.conf");
  await writeFile(file, options.config ?? "");
  const { username, password, certificate } = options;
  const ports = certificate ? await tlsPorts(dir, port, certificate) : ["--port", String(port)];
  const start = () => {
    const args = [file, ...ports, "--bind", "127.0.0.1", "--dir", dir];
    if (options.args?.includes("--cluster-enabled")) args.push("--cluster-port", String(busPort));
    const child = spawn(options.program ?? "redis-server", [...args, ...(options.args ?? [])], {
      stdio: "ignore",
    });
    process.once("exit", () => child.kill("SIGKILL"));
    return child;
  };
  let child = start();
  const admin = new Redis({
    port,
    host: "127.0.0.1",
    protocol: 2,
    ...(username && { username }),
    ...(password && { password }),
    ...(certificate && { tls: { ca: certificate.cert } }),
  });
  admin.on("error", () => {});
  await until(() => admin.ping());
  return {
    host: "127.0.0.1",
    port,
    busPort,
    admin,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
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

async function tlsPorts(
  dir: string,
  port: number,
  { cert, key }: Certificate,
): Promise<readonly string[]> {
  const [certFile, keyFile] = [join(dir, "cert.pem"), join(dir, "key.pem")];
  await writeFile(certFile, cert);
  await writeFile(keyFile, key);
  return [
    ["--port", "0"],
    ["--tls-port", String(port)],
    ["--tls-cert-file", certFile],
    ["--tls-key-file", keyFile],
    ["--tls-ca-cert-file", certFile],
    ["--tls-auth-clients", "no"],
    ["--tls-replication", "yes"],
  ].flat();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
