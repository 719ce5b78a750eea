import type { Notice } from "../../model/notice.ts";
import type { Notices } from "../../pipeline/operator-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

/** Longer than a mail takes; a sender that died is made up for after it. */
const LEASE_MS = 120_000;

export interface NoticesOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly clock: Clock;
}

export function redisNotices({ redis, keys, clock }: NoticesOptions): Notices {
  return {
    async raise(notice, standsUntil) {
      const args = [
        Math.max(1, standsUntil.epochMilliseconds - clock.now().epochMilliseconds),
        notice.id,
        JSON.stringify(notice),
      ];
      const touched = [keys.notice(notice.kind), keys.notices, keys.noticesDue];
      return (await runScript(redis, "notice-raise", touched, args)) === 1;
    },
    async claim() {
      const now = clock.now().epochMilliseconds;
      const touched = [keys.notices, keys.noticesDue];
      const claimed = await runScript(redis, "notice-claim", touched, [now, now + LEASE_MS]);
      return (claimed as string[]).map((json) => JSON.parse(json) as Notice);
    },
    async settle(id) {
      await redis.multi().hdel(keys.notices, id).zrem(keys.noticesDue, id).exec();
    },
  };
}
