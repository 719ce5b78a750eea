import { join } from "node:path";

import { Redis } from "ioredis";

import { startPrivateRedis } from "../../src/adapters/redis/private-server.ts";
import { makeServiceFolder } from "../frame/service-folder.ts";
import { startProcess } from "../frame/start-process.ts";

/** What happens to a report between its check and the answer. Not in `peer.ts`, which serves where it is loaded. */
const PEERS = ["nothing", "xadd", "queue-add"] as const;

export type PeerName = (typeof PEERS)[number];

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
  await using opening = new AsyncDisposableStack();
  const { dir, env } = opening.use(await makeServiceFolder());
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
          ...env,
          REDIS_URL: redisUrl,
          TOCSIN_ROLES: "api",
          TOCSIN_DURABILITY: durability,
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
