import type { Inbox } from "./inbox-ports.ts";
import type { Clock } from "./ports.ts";

export interface WatchBacklogPorts {
  readonly inbox: Pick<Inbox, "inLine">;
  readonly clock: Clock;
  /** A report that would wait longer than this is not taken. */
  readonly longestWaitSeconds: number;
}

export interface Backlog {
  /** Reports come in faster than they are filed, and have for a while. */
  readonly isBehind: boolean;
  look(): Promise<void>;
}

/** Some at the head may wait for what they refer to, or fail again and again: they say nothing of the others. */
const PLACE = 100;
/** Nobody files: the inbox keeps what comes, as far as it holds, until somebody does. */
const STANDSTILL_MS = 10_000;

/**
 * Tells an inbox that is worked off too slowly from one that nobody works off. The first must not grow:
 * all that is taken would be told late, and later the longer it goes on.
 */
export function watchBacklog(ports: WatchBacklogPorts): Backlog {
  const { inbox, clock, longestWaitSeconds } = ports;
  let seen: { readonly id: string; readonly at: number } | undefined;
  let isBehind = false;
  return {
    get isBehind() {
      return isBehind;
    },
    async look() {
      const now = clock.now().epochMilliseconds;
      const waiting = await inbox.inLine(PLACE);
      if (waiting === undefined) {
        seen = undefined;
        isBehind = false;
        return;
      }
      const { id, since } = waiting;
      if (seen?.id !== id) seen = { id, at: now };
      const moves = now - seen.at < STANDSTILL_MS;
      isBehind = moves && now - since.epochMilliseconds > longestWaitSeconds * 1000;
    },
  };
}
