import type { RedisClient } from "./connection.ts";

/** Mails of so many milliseconds are taken out of the list by one command. */
const GATHER_MS = 25;

/**
 * Takes members out of a sorted set soon, many at once, for whoever need not wait for it: one that stays there is looked
 * at once more, and found to be done with.
 */
export function gatherRemovals(redis: RedisClient, key: string): (member: string) => void {
  let members: string[] = [];
  const remove = (): void => {
    const gathered = members;
    members = [];
    redis.zrem(key, ...gathered).catch(() => {});
  };
  return (member) => {
    if (members.length === 0) setTimeout(remove, GATHER_MS);
    members.push(member);
  };
}
