import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from "vitest";

import {
  findPrivateRedis,
  type PrivateRedis,
  startPrivateRedis,
} from "#src/adapters/redis/private-server.ts";
import type { Registration } from "#src/adapters/redis/server-registration.ts";
import { ConfigError } from "#src/model/failure.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function ask<T>({ url }: { url: string }, run: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on("error", () => {});
  try {
    return await run(redis);
  } finally {
    redis.disconnect();
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.runIf(inject("canStartRedis"))("what it keeps", () => {
  test("a write survives kill -9 and a restart on the same port", async () => {
    const first = await startPrivateRedis({ dir, durability: "fsync" });
    await ask(first, (redis) => redis.set("report", "kept"));
    await first.killHard();
    await using second = await startPrivateRedis({ dir, durability: "fsync", port: first.port });
    expect(await ask(second, (redis) => redis.get("report"))).toBe("kept");
    expect(second.url).toBe(first.url);
  });

  test("a write survives an orderly end", async () => {
    {
      await using first = await startPrivateRedis({ dir, durability: "everysec" });
      await ask(first, (redis) => redis.set("report", "kept"));
    }
    await using second = await startPrivateRedis({ dir, durability: "everysec" });
    expect(await ask(second, (redis) => redis.get("report"))).toBe("kept");
  });

  test("what a server outliving its killed tocsin took last is still there", async () => {
    const orphan = await startAndLoseParent();
    await ask(orphan, (redis) => redis.set("report", "late"));
    await using next = await startPrivateRedis({ dir, durability: "fsync" });
    expect(next.pid).not.toBe(orphan.pid);
    expect(await ask(next, (redis) => redis.get("report"))).toBe("late");
    await expect(ask(orphan, (redis) => redis.ping())).rejects.toThrow("Connection is closed");
  });

  async function startAndLoseParent(): Promise<{ url: string; pid: number }> {
    const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT, dir]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    parent.kill("SIGKILL");
    await once(parent, "exit");
    return JSON.parse(line.toString());
  }
});

const MODULE = new URL("../../src/adapters/redis/private-server.ts", import.meta.url).href;
const PARENT = `
  const { startPrivateRedis } = await import(${JSON.stringify(MODULE)});
  const { url, pid } = await startPrivateRedis({ dir: process.argv[1], durability: "fsync" });
  console.log(JSON.stringify({ url, pid }));
  if (process.argv[2] !== "end") setInterval(() => {}, 1000);
`;

describe.runIf(inject("canStartRedis"))("how it runs", () => {
  test.for([
    ["fsync", "always"],
    ["everysec", "everysec"],
  ] as const)("durability %s means appendfsync %s", async ([durability, appendfsync]) => {
    await using server = await startPrivateRedis({ dir, durability });
    const settings = await ask(server, (redis) =>
      redis.config("GET", "append*", "save", "maxmemory-policy", "bind", "protected-mode"),
    );
    const pairs = Object.fromEntries(
      Array.from({ length: settings.length / 2 }, (_, i) => settings.slice(2 * i, 2 * i + 2)),
    );
    expect(pairs).toMatchObject({
      appendonly: "yes",
      appendfsync,
      save: "",
      "maxmemory-policy": "noeviction",
      bind: "127.0.0.1",
      "protected-mode": "yes",
    });
  });

  test("nobody reads it without the password, and only its owner reads the password", async () => {
    await using server = await startPrivateRedis({ dir, durability: "fsync" });
    const stranger = { url: `redis://127.0.0.1:${server.port}` };
    await expect(ask(stranger, (redis) => redis.get("report"))).rejects.toThrow("NOAUTH");
    expect((await stat(join(dir, "server.json"))).mode & 0o777).toBe(0o600);
  });

  test("others find it by its folder, for as long as it runs", async () => {
    expect(await findPrivateRedis(dir)).toBeUndefined();
    const server = await startPrivateRedis({ dir, durability: "fsync" });
    expect(await findPrivateRedis(dir)).toBe(server.url);
    await server[Symbol.asyncDispose]();
    expect(await findPrivateRedis(dir)).toBeUndefined();
  });

  test("it is gone when disposed of, and disposing twice does no harm", async () => {
    const server = await startPrivateRedis({ dir, durability: "fsync" });
    await server[Symbol.asyncDispose]();
    expect(isRunning(server.pid)).toBe(false);
    await server[Symbol.asyncDispose]();
    await server.killHard();
  });

  test("it ends when the process that started it comes to its end", async () => {
    const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT, dir, "end"]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString());
    const [code] = await once(parent, "exit");
    expect(code).toBe(0);
    await expect.poll(() => ask({ url }, (redis) => redis.ping()).catch(() => "gone")).toBe("gone");
  });
});

describe.runIf(inject("canStartRedis"))("the end of a server is told", () => {
  test("where nobody asked for it", async () => {
    const server = await startPrivateRedis({ dir, durability: "everysec" });
    process.kill(server.pid, "SIGKILL");
    await expect(server.lost).resolves.toBeUndefined();
  });

  test.for(["killHard", Symbol.asyncDispose] as const)("but not after %s", async (end) => {
    const server = await startPrivateRedis({ dir, durability: "everysec" });
    const told = server.lost.then(() => "told");
    await server[end]();
    expect(isRunning(server.pid)).toBe(false);
    // Whatever hangs on the process's end has run by then.
    await new Promise(setImmediate);
    expect(await Promise.race([told, Promise.resolve("not told")])).toBe("not told");
  });
});

describe.runIf(inject("canStartRedis"))("a registration left behind", () => {
  /** Another tocsin, which holds the folder and lives until the test ends. */
  async function startElsewhere(): Promise<{ owner: number; pid: number; url: string }> {
    const parent = spawn(process.execPath, ["--input-type=module", "-e", PARENT, dir]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const { pid, url } = JSON.parse(line.toString());
    onTestFinished(async () => {
      if (isRunning(pid)) process.kill(pid, "SIGKILL");
      parent.kill("SIGKILL");
    });
    return { owner: parent.pid ?? 0, pid, url };
  }

  async function amend(change: (registration: Registration) => object): Promise<void> {
    const file = join(dir, "server.json");
    const registration = JSON.parse(await readFile(file, "utf8")) as Registration;
    await writeFile(file, JSON.stringify({ ...registration, ...change(registration) }));
  }

  test("by a living tocsin whose Redis is frozen keeps the folder its own", async () => {
    const { owner, pid } = await startElsewhere();
    process.kill(pid, "SIGSTOP");
    const start = startPrivateRedis({ dir, durability: "fsync" });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(`process ${owner}`);
  });

  test("by a living tocsin whose Redis has died keeps the folder its own", async () => {
    const { pid } = await startElsewhere();
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isRunning(pid)).toBe(false);
    await expect(startPrivateRedis({ dir, durability: "fsync" })).rejects.toThrow(ConfigError);
  });

  test.runIf(existsSync("/proc/self/stat"))(
    "is no hindrance when its processes' numbers have gone to other programs",
    async () => {
      const first = await startPrivateRedis({ dir, durability: "fsync" });
      await first[Symbol.asyncDispose]();
      const stranger = { pid: process.ppid, started: "another boot 1" };
      await amend(() => ({ owner: stranger, server: stranger }));
      await using next = await startPrivateRedis({ dir, durability: "fsync" });
      expect(isRunning(next.pid)).toBe(true);
    },
  );

  test("is no hindrance where the system tells no start times and nobody listens", async () => {
    const first = await startPrivateRedis({ dir, durability: "fsync" });
    await first[Symbol.asyncDispose]();
    await amend(() => ({ owner: { pid: process.ppid }, server: { pid: process.ppid } }));
    await using next = await startPrivateRedis({ dir, durability: "fsync" });
    expect(isRunning(next.pid)).toBe(true);
  });

  test("keeps the folder where the system tells no start times and the server is frozen", async () => {
    const { owner, pid } = await startElsewhere();
    await amend(() => ({ owner: { pid: owner }, server: { pid } }));
    process.kill(pid, "SIGSTOP");
    await expect(startPrivateRedis({ dir, durability: "fsync" })).rejects.toThrow(ConfigError);
  });
});

describe.runIf(inject("canStartRedis"))("a start that takes long", () => {
  /** A Redis whose loading of each command takes a while. */
  async function slowRedis(): Promise<string> {
    const folders = (process.env["PATH"] ?? "").split(delimiter);
    const real = ["redis-server", "valkey-server"]
      .flatMap((name) => folders.map((folder) => join(folder, name)))
      .find((path) => existsSync(path));
    const program = join(dir, "slow-redis");
    await writeFile(program, `#!/bin/sh\nexec ${real} "$@" --key-load-delay 500\n`, {
      mode: 0o755,
    });
    return program;
  }

  async function fill(): Promise<void> {
    await using server = await startPrivateRedis({ dir, durability: "everysec" });
    await ask(server, async (redis) => {
      const pipeline = redis.pipeline();
      for (let i = 0; i < 6_000; i += 1) pipeline.set(`report-${i}`, i);
      await pipeline.exec();
    });
  }

  test("is waited for while the server says that it is loading", async () => {
    await fill();
    const programs = [await slowRedis()];
    const started = performance.now();
    const startLimitMs = 1_500;
    await using server = await startPrivateRedis({
      dir,
      durability: "everysec",
      programs,
      startLimitMs,
    });
    expect(performance.now() - started).toBeGreaterThan(startLimitMs);
    expect(await ask(server, (redis) => redis.dbsize())).toBe(6_000);
  });

  test("is given up when the server says nothing, and the server is ended", async () => {
    const program = join(dir, "mute-redis");
    await writeFile(program, `#!/bin/sh\necho $$ > ${join(dir, "pid")}\nexec sleep 60\n`, {
      mode: 0o755,
    });
    const start = startPrivateRedis({
      dir,
      durability: "fsync",
      programs: [program],
      startLimitMs: 300,
    });
    await expect(start).rejects.toThrow(/did not answer in 300 ms/);
    expect(isRunning(Number(await readFile(join(dir, "pid"), "utf8")))).toBe(false);
  });
});

describe.runIf(inject("canStartRedis"))("what it refuses", () => {
  test("a second server on the same folder", async () => {
    await using first = await startPrivateRedis({ dir, durability: "fsync" });
    const second = startPrivateRedis({ dir, durability: "fsync" });
    await expect(second).rejects.toThrow(ConfigError);
    expect(await ask(first, (redis) => redis.ping())).toBe("PONG");
  });

  test("replica durability, which it has no replica for", async () => {
    const start = startPrivateRedis({ dir, durability: "replica" });
    await expect(start).rejects.toThrow(/set REDIS_URL/);
  });

  test("a machine without Redis or Valkey, saying what to install", async () => {
    const start = startPrivateRedis({ dir, durability: "fsync", programs: ["no-such-server"] });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(/install Redis 7 or Valkey/);
  });

  test("a port that something else holds, with the server's own words", async () => {
    await using taken = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const start = startPrivateRedis({ dir, durability: "fsync", port });
    await expect(start).rejects.toThrow(/bind: Address already in use/);
  });

  test("a port where another Redis answers", async () => {
    const otherDir = join(dir, "other");
    await using other: PrivateRedis = await startPrivateRedis({
      dir: otherDir,
      durability: "fsync",
    });
    const start = startPrivateRedis({ dir, durability: "fsync", port: other.port });
    await expect(start).rejects.toThrow(/Address already in use/);
  });

  test("to go on starting when told to stop", async () => {
    const signal = AbortSignal.abort(new Error("stopping"));
    const start = startPrivateRedis({ dir, durability: "fsync", signal });
    await expect(start).rejects.toThrow("stopping");
    await using next = await startPrivateRedis({ dir, durability: "fsync" });
    expect(isRunning(next.pid)).toBe(true);
  });
});
