import type { RedisClient } from "./connection.ts";

/** Of the mails of so many milliseconds the list hears in one command. */
const GATHER_MS = 25;

/** What a sender has in hand and is done with, as the list of digests to be sent hears of it. */
export interface OutboxList {
  /** Out of the sweepers' sight; back in it where this run dies. */
  inHand(id: string, backAtMs: number): void;
  /** It will not be sent again. */
  done(id: string): void;
  /** Something else is written of it. */
  forget(id: string): void;
}

/**
 * Nobody waits for the list: where it never hears of something, sweepers look sooner or once more, and find the digest
 * busy or final. Most mails are sent before it would hear that they are in hand.
 */
export function outboxList(redis: RedisClient, key: string): OutboxList {
  const inHand = new Map<string, number>();
  const done = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    const scores = [...inHand].flatMap(([id, backAtMs]) => [backAtMs, id]);
    const ids = [...done];
    inHand.clear();
    done.clear();
    if (scores.length > 0) redis.zadd(key, "XX", ...scores).catch(() => {});
    if (ids.length > 0) redis.zrem(key, ...ids).catch(() => {});
  };
  const soon = (): void => {
    timer ??= setTimeout(tell, GATHER_MS);
  };
  return {
    inHand(id, backAtMs) {
      inHand.set(id, backAtMs);
      soon();
    },
    done(id) {
      inHand.delete(id);
      done.add(id);
      soon();
    },
    forget(id) {
      inHand.delete(id);
    },
  };
}
