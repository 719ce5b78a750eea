import type {
  Expected,
  NewSubscription,
  Put,
  StoredSubscription,
  SubscriptionStore,
} from "../../pipeline/operator-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

export interface SubscriptionsOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly clock: Clock;
  /** How far back the log of changes reaches; a follower that is further behind reads everything. */
  readonly changesKept?: number | undefined;
}

const CHANGES_KEPT = 100_000;
/** Redis answers nobody else while it reads a part: this many take it well under a millisecond. */
const PART = 500;

export function redisSubscriptions(options: SubscriptionsOptions): SubscriptionStore {
  const { redis, keys } = options;
  const documents = keys.subscriptionDocuments;
  const position = async () => Number((await redis.get(keys.subscriptionCount)) ?? 0);
  return {
    position,
    find: async (id) => readHeld(id, await redis.hget(documents, id)),
    async page(cursor, limit) {
      const from = cursor === undefined ? "-" : `(${cursor}`;
      const args = [keys.subscriptionIds, from, "+", "LIMIT", 0, limit] as const;
      const ids = await redis.zrangebylex(...args);
      const subscriptions = await findAll(options, ids);
      return { subscriptions, cursor: ids.length < limit ? undefined : ids.at(-1) };
    },
    async put(subscription, expected) {
      const [outcome, revision] = await change(options, subscription.id, {
        expected,
        subscription,
      });
      return outcome === "moved" || outcome === "absent"
        ? { outcome }
        : { outcome: outcome as "created", revision };
    },
    async remove(id, expected) {
      const [outcome] = await change(options, id, { expected });
      return outcome as "removed" | "moved" | "absent";
    },
    count: () => redis.hlen(documents),
    async *all() {
      let cursor = "0";
      do {
        const [next, fields] = await redis.hscan(documents, cursor, "COUNT", PART);
        cursor = next;
        yield pairs(fields).flatMap(([id, held]) => readHeld(id, held) ?? []);
      } while (cursor !== "0");
    },
    async changesAfter(after, limit) {
      const count = await position();
      if (count < after) return "too-far";
      if (count === after) return { position: after, ids: [] };
      const entries = await redis.xrange(
        keys.subscriptionChanges,
        `(${after}-0`,
        "+",
        "COUNT",
        limit,
      );
      if (numberOf(entries[0]) !== after + 1) return "too-far";
      return {
        position: numberOf(entries.at(-1)),
        ids: [...new Set(entries.map(([, fields]) => fields[1] ?? ""))],
      };
    },
  };
}

async function findAll(
  { redis, keys }: SubscriptionsOptions,
  ids: readonly string[],
): Promise<readonly StoredSubscription[]> {
  if (ids.length === 0) return [];
  const held = await redis.hmget(keys.subscriptionDocuments, ...ids);
  return ids.flatMap((id, at) => readHeld(id, held[at] ?? null) ?? []);
}

interface Change {
  readonly expected: Expected;
  /** Undefined: it is removed. */
  readonly subscription?: NewSubscription;
}

async function change(
  { redis, keys, clock, changesKept }: SubscriptionsOptions,
  id: string,
  { expected, subscription }: Change,
): Promise<[outcome: Put["outcome"] | "removed", revision: string]> {
  const { document, madeBy, confirmed = [] } = subscription ?? {};
  const json = subscription ? JSON.stringify({ document, madeBy, confirmed }) : "";
  const answer = await runScript(
    redis,
    "subscription-put",
    [
      keys.subscriptionDocuments,
      keys.subscriptionIds,
      keys.subscriptionChanges,
      keys.subscriptionCount,
    ],
    [id, written(expected), json, clock.now().epochMilliseconds, changesKept ?? CHANGES_KEPT],
  );
  return answer as [Put["outcome"] | "removed", string];
}

const MARKS = { anything: "*", something: "+", nothing: "" } as const;

function written(expected: Expected): string {
  return expected.is === "revision" ? expected.revision : MARKS[expected.is];
}

function readHeld(id: string, held: string | null): StoredSubscription | undefined {
  if (held === null) return undefined;
  const end = held.indexOf("\n");
  const [revision = "", at = ""] = held.slice(0, end).split(" ");
  const rest = JSON.parse(held.slice(end + 1)) as Omit<NewSubscription, "id">;
  const updatedAt = Temporal.Instant.fromEpochMilliseconds(Number(at)).toString();
  return { id, revision, updatedAt, ...rest };
}

function pairs(fields: readonly string[]): (readonly [string, string])[] {
  return fields.flatMap((field, at) =>
    at % 2 === 0 ? [[field, fields[at + 1] ?? ""] as const] : [],
  );
}

function numberOf(entry: readonly [string, string[]] | undefined): number {
  return Number(entry?.[0].split("-")[0] ?? Number.NaN);
}
