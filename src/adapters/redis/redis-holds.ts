import type { Hold, Holds } from "../../pipeline/operator-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

export interface HoldsOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly retentionSeconds: number;
}

export function redisHolds({ redis, keys, retentionSeconds }: HoldsOptions): Holds {
  return {
    async judge(incidentId, version, verdict) {
      const until = verdict?.until.epochMilliseconds ?? 0;
      const answer = await runScript(
        redis,
        "judge",
        [keys.judged(incidentId), keys.holds],
        [
          incidentId,
          version,
          verdict === undefined ? "" : writeHold(verdict),
          until,
          until - retentionSeconds * 1000,
          retentionSeconds,
        ],
      );
      const [standing, isOurs] = answer as [string, 0 | 1];
      return {
        hold: standing === "" ? undefined : readHold(incidentId, standing),
        isNew: isOurs === 1,
      };
    },
    async inForce(now) {
      const ids = await redis.zrangebyscore(keys.holds, `(${now.epochMilliseconds}`, "+inf");
      const holds = await Promise.all(ids.map((id) => redis.hget(keys.judged(id), "hold")));
      return holds.flatMap((json, i) => {
        const id = ids[i];
        return json === null || id === undefined ? [] : [readHold(id, json)];
      });
    },
  };
}

interface WrittenHold extends Pick<Hold, "version" | "matched" | "of"> {
  /** ISO 8601. */
  readonly since: string;
  readonly until: string;
}

function writeHold({ since, until, version, matched, of }: Hold): string {
  const written: WrittenHold = {
    since: since.toString(),
    until: until.toString(),
    version,
    matched,
    of,
  };
  return JSON.stringify(written);
}

function readHold(incidentId: string, json: string): Hold {
  const { since, until, ...hold } = JSON.parse(json) as WrittenHold;
  return {
    ...hold,
    incidentId,
    since: Temporal.Instant.from(since),
    until: Temporal.Instant.from(until),
  };
}
