import { unpackProfile } from "../relate/pack-profile.ts";
import type { Candidate } from "../relate/story-index.ts";
import type { IncidentLog } from "./log-ports.ts";

/** Some 3 KB each. */
const MOST_KEPT = 4_000;
/** For so much longer than its 35 days a story may look open. */
const KEPT_MS = 3_600_000;

/** Those that are still kept in the log, by number, for a report that came at `atMs`. */
export type ReadTellings = (
  numbers: readonly number[],
  atMs: number,
) => Promise<ReadonlyMap<number, Candidate>>;

/**
 * Reads tellings and keeps them: the likeliest candidates of one report are often those of the next. A telling never
 * changes, but a Redis that lost its last writes gives their numbers to others. So the newest that is kept is read again
 * each time: where it is the same, all before it are.
 */
export function openKnownTellings(log: Pick<IncidentLog, "tellings">): ReadTellings {
  const kept = new Map<number, Candidate>();
  let newest: Candidate | undefined;
  let keptSinceMs = -Infinity;
  const forget = (): void => {
    kept.clear();
    newest = undefined;
  };
  const read = async (numbers: readonly number[]): Promise<ReadonlyMap<number, Candidate>> => {
    const known = new Map(numbers.map((number) => [number, kept.get(number)]));
    const missing = numbers.filter((number) => known.get(number) === undefined);
    const anchor = newest;
    const asked = anchor ? [anchor.number, ...missing] : missing;
    const answers = await log.tellings(asked);
    const [again] = answers;
    if (anchor && !isSame(anchor, again)) {
      forget();
      return read(numbers);
    }
    const found = new Map<number, Candidate>();
    for (const [number, candidate] of known) if (candidate) found.set(number, candidate);
    for (const [i, told] of answers.entries()) {
      const number = asked[i] ?? 0;
      if (!told || found.has(number) || number === anchor?.number) continue;
      found.set(number, { ...told, number, profile: unpackProfile(told.profile) });
    }
    return found;
  };
  return async (numbers, atMs) => {
    if (Math.abs(atMs - keptSinceMs) > KEPT_MS) {
      forget();
      keptSinceMs = atMs;
    }
    const found = numbers.length === 0 ? new Map<number, Candidate>() : await read(numbers);
    for (const [number, candidate] of found) {
      // Those asked for last stand last.
      kept.delete(number);
      kept.set(number, candidate);
      if (number > (newest?.number ?? 0)) newest = candidate;
    }
    for (const number of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(number);
    }
    return found;
  };
}

function isSame(one: Candidate, other: Pick<Candidate, "incidentId" | "reportId"> | undefined) {
  return one.incidentId === other?.incidentId && one.reportId === other.reportId;
}
