import type { Redis } from "ioredis";

/** What stands in a Redis, by its own account. */
export interface SlotUsage {
  readonly keys: number;
  readonly bytes: number;
}

const PART = 500;

/** Keys and bytes by slot tag, the `d` of deliveries all together and so the `q` of queues. */
export async function usageBySlot(redis: Redis): Promise<ReadonlyMap<string, SlotUsage>> {
  const usage = new Map<string, SlotUsage>();
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "COUNT", PART);
    cursor = next;
    const sizes = await Promise.all(keys.map((key) => redis.memory("USAGE", key, "SAMPLES", 0)));
    for (const [i, key] of keys.entries()) {
      const slot = /\{([a-z]+)/.exec(key)?.[1] ?? "other";
      const before = usage.get(slot) ?? { keys: 0, bytes: 0 };
      usage.set(slot, { keys: before.keys + 1, bytes: before.bytes + Number(sizes[i]) });
    }
  } while (cursor !== "0");
  return usage;
}
