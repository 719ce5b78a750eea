import type { Asked, Confirmations } from "../../pipeline/operator-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

const DAY_MS = 24 * 3600 * 1000;
const MOST_A_DAY = 3;
/** A mail that the relay does not take now is tried again after this long. */
const LEASE_MS = 5 * 60 * 1000;

export function redisConfirmations(redis: RedisClient, keys: Keys): Confirmations {
  return {
    async ask(asked, now) {
      const { subscriptionId, address } = asked;
      const touched = [
        keys.confirmations,
        keys.confirmationAsked(subscriptionId, address),
        keys.confirmationCount(address),
      ];
      const args = [memberOf(asked), now.epochMilliseconds, DAY_MS, MOST_A_DAY];
      await runScript(redis, "confirmation-ask", touched, args);
    },
    async claim(now, limit) {
      const at = now.epochMilliseconds;
      const args = [at, at + LEASE_MS, limit];
      const members = await runScript(redis, "confirmation-claim", [keys.confirmations], args);
      return (members as string[]).map((member) => {
        const [subscriptionId = "", address = ""] = member.split("\n");
        return { subscriptionId, address };
      });
    },
    async settle(asked) {
      await redis.zrem(keys.confirmations, memberOf(asked));
    },
  };
}

function memberOf({ subscriptionId, address }: Asked): string {
  return `${subscriptionId}\n${address}`;
}
