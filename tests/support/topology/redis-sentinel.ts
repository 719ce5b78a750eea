import type { Certificate } from "../certificate.ts";
import { PASSWORD, type RedisProcess, startRedisProcess } from "./redis-process.ts";
import { until } from "./until.ts";

const NAME = "main";
const SENTINELS = 3;
const REPLICAS = 2;

const ARGS = [
  ["--appendonly", "yes"],
  ["--save", ""],
  ["--requirepass", PASSWORD],
  ["--masterauth", PASSWORD],
  ["--repl-diskless-sync-delay", "0"],
].flat();

export interface RedisSentinel extends AsyncDisposable {
  readonly url: string;
  /** The first is the one that clients ask first. */
  readonly sentinels: readonly RedisProcess[];
  master(): Promise<RedisProcess>;
  /** Lets the master lose its replicas: they are thrown out, and not let in again. */
  isolateMaster(): Promise<void>;
  /** Kills the master, and waits until the Sentinels have made another. */
  failOver(): Promise<RedisProcess>;
  /** The master has both its replicas, in step. */
  whole(): Promise<void>;
}

/** By TLS, and the Sentinels with a login that is not the servers'. */
export interface Secured {
  readonly certificate: Certificate;
  readonly username: string;
  readonly password: string;
}

/** One master, two replicas, and three Sentinels that watch them. */
export async function startRedisSentinel(secured?: Secured): Promise<RedisSentinel> {
  const certificate = secured?.certificate;
  const servers = await Promise.all(
    Array.from({ length: 1 + REPLICAS }, () =>
      startRedisProcess({ args: ARGS, password: PASSWORD, certificate }),
    ),
  );
  const [first, ...replicas] = servers;
  if (!first) throw new Error("no master");
  for (const { admin } of replicas) await admin.replicaof(first.host, first.port);
  const config = [
    `sentinel monitor ${NAME} ${first.host} ${first.port} 2`,
    `sentinel auth-pass ${NAME} ${PASSWORD}`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 5000`,
    ...(secured ? lockedBy(secured) : []),
  ].join("\n");
  const sentinels = await Promise.all(
    Array.from({ length: SENTINELS }, () =>
      startRedisProcess({ ...secured, config: `${config}\n`, args: ["--sentinel"] }),
    ),
  );
  const handle = handleOf(servers, sentinels, secured);
  await handle.whole();
  await until(async () => {
    for (const { admin } of sentinels) {
      const state = fields(await admin.call("SENTINEL", "MASTER", NAME));
      if (state.get("num-other-sentinels") !== "2") throw new Error("Sentinels do not know all");
      if (state.get("num-slaves") !== "2") throw new Error("Sentinels do not know the replicas");
    }
  });
  return handle;
}

function lockedBy({ username, password }: Secured): readonly string[] {
  return [
    "user default off",
    `user ${username} on >${password} allcommands allchannels`,
    `sentinel sentinel-user ${username}`,
    `sentinel sentinel-pass ${password}`,
  ];
}

function handleOf(
  servers: readonly RedisProcess[],
  sentinels: readonly RedisProcess[],
  secured: Secured | undefined,
): RedisSentinel {
  const last = sentinels.at(-1);
  if (!last) throw new Error("no Sentinel");
  const master = async (): Promise<RedisProcess> => {
    const address = await last.admin.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME);
    const [, port] = address as [string, string];
    const found = servers.find((server) => server.port === Number(port));
    if (!found) throw new Error(`no server has port ${port}`);
    return found;
  };
  const hosts = sentinels.map(({ host, port }) => `${host}:${port}`).join(",");
  const at = `:${encodeURIComponent(PASSWORD)}@${hosts}/${NAME}`;
  const login = new URLSearchParams({
    sentinelUsername: secured?.username ?? "",
    sentinelPassword: secured?.password ?? "",
  });
  return {
    sentinels,
    url: secured ? `rediss+sentinel://${at}?${login.toString()}` : `redis+sentinel://${at}`,
    master,
    async isolateMaster() {
      const { admin } = await master();
      // Who is logged in stays so.
      await admin.config("SET", "requirepass", "another");
      await admin.call("CLIENT", "KILL", "TYPE", "replica");
    },
    async failOver() {
      const doomed = await master();
      await doomed.kill();
      await until(async () => {
        if ((await master()) === doomed) throw new Error("the dead one is still the master");
      });
      return doomed;
    },
    async whole() {
      await until(async () => {
        const info = await (await master()).admin.info("replication");
        if ((info.match(/state=online/g)?.length ?? 0) < REPLICAS)
          throw new Error("a replica is missing");
      });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...sentinels, ...servers].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

function fields(answer: unknown): ReadonlyMap<string, string> {
  const flat = answer as string[];
  return new Map(
    flat.flatMap((field, i) => (i % 2 === 0 ? [[field, flat[i + 1] ?? ""] as const] : [])),
  );
}
