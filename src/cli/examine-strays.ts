import type { RedisClient } from "../adapters/redis/connection.ts";
import { findStrays, listStrays } from "../adapters/redis/find-strays.ts";
import type { Keys } from "../adapters/redis/keys.ts";
import type { Finding } from "./finding.ts";

const NAMED = 5;

/** Reports and digests that no list names, and, where it is asked for, their listing. */
export async function examineStrays(
  redis: RedisClient,
  keys: Keys,
  { repairs, now }: { readonly repairs: boolean; readonly now: Temporal.Instant },
): Promise<Finding> {
  const strays = await findStrays(redis, keys);
  const check = "lists";
  if (strays.length === 0)
    return { check, ok: true, detail: "every report and digest is where its state says" };
  const named = strays
    .slice(0, NAMED)
    .map(({ id, state, index }) => `${id} (${state}, not in the ${index})`);
  const said = `${strays.length} that no list names: ${named.join(", ")}${strays.length > NAMED ? " and more" : ""}`;
  if (!repairs) return { check, ok: false, detail: `${said}; doctor --repair lists them` };
  await listStrays(redis, keys, { strays, nowMs: now.epochMilliseconds });
  return { check, ok: true, detail: `listed again, ${said}` };
}
