import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";

import { type PrivateRedis, startPrivateRedis } from "#src/adapters/redis/private-server.ts";

export interface RedisUnderTest extends AsyncDisposable {
  readonly port: number;
  /** With its password, straight to the server and not through a proxy. */
  readonly url: string;
  /** Straight to the server, for the harness's own looks and tricks. */
  readonly direct: Redis;
  /** Whether its disk can be made full. */
  readonly hasOwnDisk: boolean;
  killHard(): Promise<void>;
  /** With the files that the killed one left. */
  startAgain(): Promise<void>;
  freeze(): void;
  thaw(): void;
  fillDisk(): void;
  emptyDisk(): void;
  /** What it wrote, to be looked at when all is over. */
  copyFiles(to: string): void;
  /** Resolves when the server in force ends without having been killed here. */
  readonly lost: Promise<void>;
}

const DISK_MB = 96;

/** A real Redis with an append-only file, in a folder of its own; on a small disk of its own where root may mount one. */
export async function startRedisUnderTest(
  durability: "fsync" | "everysec",
): Promise<RedisUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), "tocsin-chaos-redis-"));
  const hasOwnDisk = mountDisk(dir);
  const ballast = join(dir, "ballast");
  let server: PrivateRedis = await startPrivateRedis({ dir, durability });
  const { port, url } = server;
  const direct = new Redis(url, {
    protocol: 2,
    maxRetriesPerRequest: null,
    retryStrategy: () => 50,
  });
  direct.on("error", () => {});
  return {
    port,
    url,
    direct,
    hasOwnDisk,
    killHard: () => server.killHard(),
    async startAgain() {
      server = await startPrivateRedis({ dir, durability, port });
    },
    freeze: () => void process.kill(server.pid, "SIGSTOP"),
    thaw: () => void process.kill(server.pid, "SIGCONT"),
    fillDisk() {
      const { bavail, bsize } = statfsSync(dir);
      // Whatever is over when a write fails is full all the same.
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize));
      } catch {}
    },
    emptyDisk: () => truncateSync(ballast, 0),
    copyFiles: (to) =>
      cpSync(dir, to, { recursive: true, filter: (path) => path !== ballast && !isSocket(path) }),
    get lost() {
      return server.lost;
    },
    async [Symbol.asyncDispose]() {
      direct.disconnect();
      await server.killHard();
      if (hasOwnDisk) execFileSync("umount", ["-l", dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function isSocket(path: string): boolean {
  return statSync(path).isSocket();
}

function mountDisk(dir: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=700`, "tmpfs", dir], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
