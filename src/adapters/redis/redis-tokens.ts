import type { KnownToken, Tokens } from "../../pipeline/operator-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

export interface TokensOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly clock: Clock;
}

const MINUTE_MS = 60_000;

export function redisTokens({ redis, keys, clock }: TokensOptions): Tokens {
  return {
    async create(token) {
      await redis.hset(keys.tokens, token.id, JSON.stringify(token));
    },
    async find(id) {
      const json = await redis.hget(keys.tokens, id);
      return json === null ? undefined : (JSON.parse(json) as KnownToken);
    },
    async list() {
      const [all, used] = await Promise.all([
        redis.hvals(keys.tokens),
        redis.hgetall(keys.tokenUses),
      ]);
      return all
        .map((json) => JSON.parse(json) as KnownToken)
        .map((token) => ({ ...token, lastUsedAt: lastUse(used[token.id]) }))
        .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    },
    async revoke(id) {
      await redis.hdel(keys.tokenUses, id);
      return (await redis.hdel(keys.tokens, id)) === 1;
    },
    async use(id, perMinute) {
      const now = clock.now().epochMilliseconds;
      const minute = Math.floor(now / MINUTE_MS);
      const left = (minute + 1) * MINUTE_MS - now;
      const touched = [keys.tokenRate(id, minute), keys.tokenUses];
      const args = [id, perMinute, left, minute * MINUTE_MS];
      const allowed = (await runScript(redis, "token-use", touched, args)) === 1;
      return { allowed, retryAfterSeconds: Math.ceil(left / 1000) };
    },
  };
}

function lastUse(ms: string | undefined): string | undefined {
  return ms === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(Number(ms)).toString();
}
