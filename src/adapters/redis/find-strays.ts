import { Cluster, type Redis } from "ioredis";

import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** Where a document ought to be listed, by its state, and is not. */
export interface Stray {
  readonly id: string;
  readonly state: string;
  readonly index: "inbox" | "buried" | "outbox" | "dead";
}

const READ_AT_ONCE = 500;
const OF_REPORTS: Readonly<Record<string, "inbox" | "buried">> = {
  accepted: "inbox",
  buried: "buried",
};
const OF_DIGESTS: Readonly<Record<string, "outbox" | "dead">> = {
  sealed: "outbox",
  sending: "outbox",
  dotting: "outbox",
  rejected: "dead",
  held: "dead",
};

/**
 * Reports and digests that no list names although their state says that one should: nothing would come of
 * them. Reads every key once, so it is for an operator's asking.
 */
export async function findStrays(redis: RedisClient, keys: Keys): Promise<readonly Stray[]> {
  const strays: Stray[] = [];
  const bodies = keys.body("");
  const look = async (key: string): Promise<void> => {
    const isReport = key.startsWith(bodies);
    const id = isReport ? key.slice(bodies.length) : digestIdOf(key);
    const stateOf = isReport ? keys.report(id ?? "") : key;
    const state = (await redis.hget(stateOf, "state")) ?? (isReport ? "accepted" : "");
    const index = (isReport ? OF_REPORTS : OF_DIGESTS)[state];
    if (index === undefined || id === undefined) return;
    if ((await redis.zscore(keys[index], id)) === null) strays.push({ id, state, index });
  };
  for (const server of serversOf(redis)) {
    for (const match of [`${bodies}*`, keys.digest("*.*")]) {
      for await (const found of server.scanStream({ match: escaped(match), count: READ_AT_ONCE }))
        await Promise.all((found as string[]).map(look));
    }
  }
  return strays;
}

/** Lists them where they belong, now. Doing it twice is harmless. */
export async function listStrays(
  redis: RedisClient,
  keys: Keys,
  { strays, nowMs }: { readonly strays: readonly Stray[]; readonly nowMs: number },
): Promise<void> {
  for (const { id, index } of strays) await redis.zadd(keys[index], "NX", nowMs, id);
}

function serversOf(redis: RedisClient): readonly Redis[] {
  return redis instanceof Cluster ? redis.nodes("master") : [redis];
}

/** A prefix may hold what a pattern gives a meaning to; the stars are ours. */
function escaped(pattern: string): string {
  return pattern.replaceAll(/[?[\]\\]/g, String.raw`\$&`);
}

function digestIdOf(key: string): string | undefined {
  const [, delivery, number] = /\{d:([^{}]+)\}:digest:([^:{}]+)$/.exec(key) ?? [];
  return delivery === undefined ? undefined : `${delivery}.${number}`;
}
