import type { Inbox } from "./inbox-ports.ts";
import type { Clock } from "./ports.ts";

export interface WatchBacklogPorts {
  readonly inbox: Pick<Inbox, "line">;
  readonly clock: Clock;
  /** A report that would wait longer than this is not taken. */
  readonly longestWaitSeconds: number;
}

export interface Backlog {
  /** What is filed is so much less than what waits that a report taken now would wait too long. */
  readonly isBehind: boolean;
  look(): Promise<void>;
}

/** Few enough to be no backlog, whatever is filed: some of them may wait for what they refer to, or fail again and again. */
const FEW = 100;
/** Reports are filed in batches: over less than this it cannot be said how fast. */
const LEAST_MS = 5_000;
/** Over more it says nothing of the present; and where none was filed for so long, nobody files. */
const MOST_MS = 10_000;

/** One that waits, and how many were before it in line at that time. */
interface Mark {
  readonly id: string;
  readonly ahead: number;
  readonly at: number;
}

/**
 * Tells an inbox that is worked off too slowly from one that nobody works off. The first must not grow:
 * all that is taken would be told late, and later the longer it goes on. The second keeps what comes, as far as it
 * holds, until somebody files.
 */
export function watchBacklog(ports: WatchBacklogPorts): Backlog {
  const { inbox, clock, longestWaitSeconds } = ports;
  let mark: Mark | undefined;
  /** 0: nobody files, or it is not known yet. */
  let perSecond = 0;
  let isBehind = false;
  return {
    get isBehind() {
      return isBehind;
    },
    async look() {
      const { length, last, ahead } = await inbox.line(mark?.id);
      const at = clock.now().epochMilliseconds;
      if (length < FEW) {
        mark = undefined;
        perSecond = 0;
      } else if (mark) {
        const ms = at - mark.at;
        const filed = mark.ahead - (ahead ?? -1);
        const measured = (filed * 1000) / ms;
        if (ahead === undefined) perSecond &&= Math.max(perSecond, measured);
        else if (ms >= MOST_MS || (filed > 0 && ms >= LEAST_MS)) perSecond = measured;
        if (ahead === undefined || ms >= MOST_MS) mark = undefined;
      }
      if (length >= FEW && last !== undefined) mark ??= { id: last, ahead: length - 1, at };
      isBehind = perSecond > 0 && length / perSecond > longestWaitSeconds;
    },
  };
}
