import type { SilenceStore, StoredSilence } from "../../pipeline/operator-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

type Held = Pick<StoredSilence, "id" | "document" | "createdAt">;

export function redisSilences(redis: RedisClient, keys: Keys): SilenceStore {
  const change = (id: string, from: Held | undefined, to: Held | undefined) =>
    runScript(
      redis,
      "silence-change",
      [keys.silences, keys.silenceVersion, keys.silenceHits(id), keys.silenceHitAt],
      [id, from ? JSON.stringify(from) : "", to ? JSON.stringify(to) : ""],
    );
  const read = async () =>
    (await redis.hvals(keys.silences)).map((json) => JSON.parse(json) as Held);
  return {
    version: async () => (await redis.get(keys.silenceVersion)) ?? "0",
    async list() {
      const [silences, hitAt] = await Promise.all([read(), redis.hgetall(keys.silenceHitAt)]);
      const hits = await Promise.all(silences.map(({ id }) => redis.pfcount(keys.silenceHits(id))));
      return silences
        .map((silence, at) => ({
          ...silence,
          hits: hits[at] ?? 0,
          lastHitAt: hitAt[silence.id],
        }))
        .toSorted((a, b) => (a.document.endsAt < b.document.endsAt ? -1 : 1));
    },
    async add(silence) {
      await change(silence.id, undefined, silence);
    },
    async end(id, at) {
      const held = (await read()).find((silence) => silence.id === id);
      if (!held || isBefore(held.document.endsAt, at)) return false;
      const hasBegun = isBefore(held.document.startsAt, at);
      const ended = { ...held, document: { ...held.document, endsAt: at.toString() } };
      return (await change(id, held, hasBegun ? ended : undefined)) === 1;
    },
    async noteHits(id, items, at) {
      const touched = [keys.silences, keys.silenceHits(id), keys.silenceHitAt];
      await runScript(redis, "silence-hit", touched, [id, at.toString(), ...items]);
    },
    async forget(before) {
      for (const held of await read()) {
        if (isBefore(held.document.endsAt, before)) await change(held.id, held, undefined);
      }
    },
  };
}

function isBefore(instant: string, limit: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(instant), limit) <= 0;
}
