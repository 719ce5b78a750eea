import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Redis } from "ioredis";

import { startPrivateRedis } from "../../src/adapters/redis/private-server.ts";
import { WIRE_SECRET } from "../frame/signed-report.ts";
import { startProcess } from "../frame/start-process.ts";
import { PEERS, type PeerName } from "./peer.ts";

/** A server that reports are posted to, in a process of its own, with the Redis it writes to. */
export interface Contender {
  readonly url: string;
  readonly pid: number;
  readonly redis: Redis;
}

export type ContenderName = PeerName | "tocsin" | "tocsin, AOF always";

export interface OpenContenders extends AsyncDisposable {
  readonly contenders: Readonly<Record<ContenderName, Contender>>;
  /** Of the Redis with AOF everysec that all but the last share. */
  readonly redisUrl: string;
}

/** All of them stand ready; each costs nothing while no one posts to it. */
export async function openContenders(): Promise<OpenContenders> {
  const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  await using opening = new AsyncDisposableStack();
  opening.defer(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, "config", "subscriptions"), { recursive: true });
  await writeFile(
    join(dir, "config", "sources.yaml"),
    "sources:\n  - { id: wire, name: Wire, secrets: [WIRE_SECRET], language: en }\n",
  );
  const openRedis = async (durability: "everysec" | "fsync") => {
    const server = opening.use(await startPrivateRedis({ dir: join(dir, durability), durability }));
    const redis = new Redis(server.url);
    opening.defer(() => redis.disconnect());
    return { url: server.url, redis };
  };
  const everysec = await openRedis("everysec");
  const always = await openRedis("fsync");
  const startTocsin = async (durability: "everysec" | "fsync", redisUrl: string) => {
    const started = opening.use(
      await startProcess(
        ["src/main.ts", "serve"],
        {
          REDIS_URL: redisUrl,
          TOCSIN_ROLES: "api",
          TOCSIN_DURABILITY: durability,
          TOCSIN_HTTP_PORT: "0",
          TOCSIN_CONFIG_DIR: join(dir, "config"),
          TOCSIN_DATA_DIR: join(dir, "data"),
          TOCSIN_TOKEN_KEY: "cd".repeat(32),
          WIRE_SECRET,
        },
        "listening",
      ),
    );
    return { pid: started.pid, url: urlOf(started.ready) };
  };
  const peers = await Promise.all(
    PEERS.map(async (name) => {
      const args = [join(import.meta.dirname, "peer.ts"), name, everysec.url];
      const { pid, ready } = opening.use(await startProcess(args, {}, "listening"));
      return [name, { pid, url: urlOf(ready), redis: everysec.redis }] as const;
    }),
  );
  const tocsin = { ...(await startTocsin("everysec", everysec.url)), redis: everysec.redis };
  const onDisk = { ...(await startTocsin("fsync", always.url)), redis: always.redis };
  const opened = opening.move();
  return {
    contenders: {
      ...(Object.fromEntries(peers) as Record<PeerName, Contender>),
      tocsin,
      "tocsin, AOF always": onDisk,
    },
    redisUrl: everysec.url,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function urlOf(ready: Readonly<Record<string, unknown>>): string {
  return `http://127.0.0.1:${String(ready["port"])}`;
}
