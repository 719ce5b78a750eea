import { PASSWORD, type RedisProcess, startRedisProcess } from "./redis-process.ts";
import { until } from "./until.ts";

const SLOTS = 16_384;
const MASTERS = 3;

const ARGS = [
  ["--cluster-enabled", "yes"],
  // Short, so that a failover takes seconds and not a test's time.
  ["--cluster-node-timeout", "2000"],
  ["--appendonly", "yes"],
  ["--save", ""],
  ["--requirepass", PASSWORD],
  ["--masterauth", PASSWORD],
  ["--repl-diskless-sync-delay", "0"],
].flat();

export interface RedisCluster extends AsyncDisposable {
  readonly url: string;
  readonly nodes: readonly RedisProcess[];
  /** The master that has a key. */
  ownerOf(key: string): Promise<RedisProcess>;
  /** Moves the slot of a key to another master, as `redis-cli --cluster reshard` does. */
  moveSlotOf(key: string): Promise<{ readonly keys: number }>;
  /** Kills the master that has a key, and waits until another answers for it. */
  failOver(key: string): Promise<Pick<RedisProcess, "restart">>;
  /** Every master has a replica that is in step. */
  whole(): Promise<void>;
}

/** Three masters with a replica each. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(
    Array.from({ length: 2 * MASTERS }, () =>
      startRedisProcess({ args: ARGS, password: PASSWORD }),
    ),
  );
  const masters = nodes.slice(0, MASTERS);
  const [first] = nodes;
  if (!first) throw new Error("no node");
  const ids = new Map<RedisProcess, string>();
  for (const [i, node] of nodes.entries()) {
    ids.set(node, await node.admin.cluster("MYID"));
    await node.admin.cluster("SET-CONFIG-EPOCH", i + 1);
  }
  for (const [i, { admin }] of masters.entries()) {
    const from = Math.ceil((i * SLOTS) / MASTERS);
    const next = Math.ceil(((i + 1) * SLOTS) / MASTERS);
    await admin.call("CLUSTER", "ADDSLOTSRANGE", from, next - 1);
  }
  for (const { admin } of nodes.slice(1)) {
    await admin.call("CLUSTER", "MEET", first.host, first.port, first.busPort);
  }
  await settled(nodes, "cluster_known_nodes", String(nodes.length));
  for (const [i, { admin }] of nodes.slice(MASTERS).entries()) {
    const master = masters[i];
    if (master) await admin.cluster("REPLICATE", ids.get(master) ?? "");
  }
  await settled(nodes, "cluster_state", "ok");
  await until(async () => {
    // A client believes whichever node it asks first.
    const maps = await Promise.all(nodes.map(({ admin }) => admin.cluster("SLOTS")));
    const known = maps.map((map) => map.flatMap(([, , ...servers]) => servers).length);
    if (known.some((count) => count < nodes.length)) throw new Error("a node does not know all");
  });
  const cluster = handleOf(nodes, ids);
  await cluster.whole();
  return cluster;
}

function handleOf(
  nodes: readonly RedisProcess[],
  ids: ReadonlyMap<RedisProcess, string>,
): RedisCluster {
  const living = new Set(nodes);
  const mastersNow = async () => {
    const roles = await Promise.all(
      [...living].map(async (node) => ({ node, info: await node.admin.info("replication") })),
    );
    return roles.filter(({ info }) => info.includes("role:master"));
  };
  const ownerOf = async (key: string): Promise<RedisProcess> => {
    for (const { node } of await mastersNow()) {
      const isHere = await node.admin.type(key).then(
        () => true,
        () => false,
      );
      if (isHere) return node;
    }
    throw new Error(`no master has ${key}`);
  };
  return {
    url: `redis+cluster://:${encodeURIComponent(PASSWORD)}@${nodes.map(({ host, port }) => `${host}:${port}`).join(",")}`,
    nodes,
    ownerOf,
    async moveSlotOf(key) {
      const from = await ownerOf(key);
      const to = (await mastersNow()).map(({ node }) => node).find((node) => node !== from);
      if (!to) throw new Error("there is no other master");
      const slot = await from.admin.cluster("KEYSLOT", key);
      await to.admin.cluster("SETSLOT", slot, "IMPORTING", ids.get(from) ?? "");
      await from.admin.cluster("SETSLOT", slot, "MIGRATING", ids.get(to) ?? "");
      const keys = await moveKeys(slot, from, to);
      for (const node of [to, from, ...living]) {
        await node.admin
          .cluster("SETSLOT", slot, "NODE", ids.get(to) ?? "")
          // Replicas learn it from their masters.
          .catch(() => {});
      }
      return { keys };
    },
    async failOver(key) {
      const doomed = await ownerOf(key);
      living.delete(doomed);
      await doomed.kill();
      await until(() => ownerOf(key));
      await settled([...living], "cluster_state", "ok");
      return {
        async restart() {
          await doomed.restart();
          living.add(doomed);
        },
      };
    },
    async whole() {
      await until(async () => {
        const masters = await mastersNow();
        const bare = masters.filter(({ info }) => !/slave0:.*state=online/.test(info));
        if (masters.length < MASTERS || bare.length > 0) throw new Error("a master has no replica");
      });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
    },
  };
}

async function moveKeys(slot: number, from: RedisProcess, to: RedisProcess): Promise<number> {
  for (let moved = 0; ;) {
    const keys = await from.admin.cluster("GETKEYSINSLOT", slot, 10);
    if (keys.length === 0) return moved;
    const target = [to.host, to.port, "", 0, 5000, "AUTH", PASSWORD] as const;
    await from.admin.call("MIGRATE", ...target, "KEYS", ...keys);
    moved += keys.length;
  }
}

async function settled(
  nodes: readonly RedisProcess[],
  field: string,
  value: string,
): Promise<void> {
  await until(async () => {
    const infos = await Promise.all(nodes.map(({ admin }) => admin.cluster("INFO")));
    const line = `${field}:${value}\r\n`;
    if (!infos.every((info) => info.includes(line))) throw new Error(`not yet ${line}`);
  });
}
