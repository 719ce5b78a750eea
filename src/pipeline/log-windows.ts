import { loggedAt } from "../digest/compose-digest.ts";
import type { IncidentLog, LoggedIncident } from "./log-ports.ts";

/** The log's windows, read once for all deliveries that share them. */
export interface LogWindows {
  /**
   * Entries from `from` on and before `to`, which must be a closed boundary, in order, in parts that are small enough to be
   * held. Whoever asks for the same window meanwhile gets the same arrays.
   */
  parts(from: Temporal.Instant, to: Temporal.Instant): AsyncIterable<readonly LoggedIncident[]>;
  /** Lets go of what is more than is kept while nothing is due. */
  letGo(): void;
}

/**
 * Letters as they are stored; a version of a report of 4 KB has some 15,000, and takes somewhat more bytes. What many ask
 * for is worth more room: ten thousand deliveries of one hour each look at the whole day.
 */
const [OF_A_PART, MOST_KEPT, MOST_SHARED] = [12_000_000, 36_000_000, 240_000_000];
const MANY = 20;

/** What was read of a span; times in milliseconds, the end exclusive. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly LoggedIncident[];
  readonly letters: number;
  /** How often, since there was nothing due. */
  readonly asked: number;
  /** Of its entries, by their bounds. */
  readonly windows: Map<string, readonly LoggedIncident[]>;
}

/**
 * Keeps the parts of the log that were asked for last, and reads what lies between them: a closed window never changes.
 * Ten thousand deliveries that are due at one time read it once.
 */
export function shareLog(log: Pick<IncidentLog, "readPart">): LogWindows {
  /** No two overlap. The one asked for last stands last. */
  let kept: readonly Part[] = [];
  const read = async (from: number, to: number): Promise<Part> => {
    const next = kept.map((part) => part.from).filter((start) => start > from);
    const end = at(Math.min(to, ...next));
    const part = await log.readPart(at(from), end, OF_A_PART);
    return { ...part, from, to: part.to.epochMilliseconds, asked: 0, windows: new Map() };
  };
  const take = async (from: number, to: number): Promise<Part> => {
    const known = kept.find((part) => part.from <= from && from < part.to);
    const part = known ?? joined(await read(from, to), kept);
    const others = kept.filter((one) => one.to <= part.from || part.to <= one.from);
    kept = worthKeeping([...others, { ...part, asked: part.asked + 1 }]);
    return part;
  };
  let taking: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const answer = taking.then(step, step);
    taking = answer;
    return answer;
  };
  return {
    async *parts(from, to) {
      let start = from.epochMilliseconds;
      while (start < to.epochMilliseconds) {
        const part = await inTurn(() => take(start, to.epochMilliseconds));
        const end = Math.min(part.to, to.epochMilliseconds);
        yield windowOf(part, start, end);
        start = end;
      }
    },
    letGo() {
      kept = worthKeeping(kept.map((part) => ({ ...part, asked: 0 })));
    },
  };
}

function at(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

/** With those before and after it, where they are one part's worth: what is read on from second to second stays together. */
function joined(part: Part, kept: readonly Part[]): Part {
  const before = kept.find(({ to }) => to === part.from);
  const after = kept.find(({ from }) => from === part.to);
  return [before, after].reduce<Part>((all, one) => {
    if (!one || all.letters + one.letters > OF_A_PART) return all;
    const [first, second] = one.from < all.from ? [one, all] : [all, one];
    return {
      from: first.from,
      to: second.to,
      entries: [...first.entries, ...second.entries],
      letters: first.letters + second.letters,
      asked: Math.min(first.asked, second.asked),
      windows: new Map(),
    };
  }, part);
}

/** The one asked for last is kept whatever it holds. */
function worthKeeping(parts: readonly Part[]): readonly Part[] {
  let letters = 0;
  const kept = parts.toReversed().filter((part, nth) => {
    const most = part.asked < MANY ? MOST_KEPT : MOST_SHARED;
    const isKept = nth === 0 || letters + part.letters <= most;
    if (isKept) letters += part.letters;
    return isKept;
  });
  return kept.toReversed();
}

function windowOf({ entries, windows }: Part, from: number, to: number) {
  return windows.getOrInsertComputed(`${from} ${to}`, () => {
    const [start, end] = [firstAtOrAfter(entries, from), firstAtOrAfter(entries, to)];
    return start === 0 && end === entries.length ? entries : entries.slice(start, end);
  });
}

/** Where in the log's order entries of this millisecond begin. */
function firstAtOrAfter(entries: readonly LoggedIncident[], ms: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && loggedAt(entry) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
