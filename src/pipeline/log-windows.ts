import { loggedAt } from "../digest/compose-digest.ts";
import type { IncidentLog, LoggedIncident } from "./log-ports.ts";

/** Parts of the log, read once for all deliveries that share them. */
export interface LogWindows {
  /**
   * Entries from `from` on and before `to`, which must be a closed boundary, in order. Whoever asks for the same window
   * meanwhile gets the same array.
   */
  read(from: Temporal.Instant, to: Temporal.Instant): Promise<readonly LoggedIncident[]>;
  /** Between two batches: lets go of what is more than is kept. */
  shorten(): void;
}

/** Bytes, roughly, of incident versions kept from one batch to the next; a larger window is read once for each. */
const MOST_KEPT = 64_000_000;
/** Objects of a version without tellers, and of each teller with the words that it was known by. */
const [OF_A_VERSION, OF_A_TELLER] = [3_000, 1_000];

interface Span {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly entries: readonly LoggedIncident[];
}

/**
 * Keeps one span of the log and widens it at either end: a closed window never changes. Ten
 * thousand deliveries that are due at one time read it once.
 */
export function shareLog(log: Pick<IncidentLog, "read">): LogWindows {
  let kept: Span | undefined;
  const widen = async (from: Temporal.Instant, to: Temporal.Instant): Promise<Span> => {
    if (!kept) return { from, to, entries: await log.read(from, to) };
    const before = isBefore(from, kept.from) ? await log.read(from, kept.from) : [];
    const after = isBefore(kept.to, to) ? await log.read(kept.to, to) : [];
    return {
      from: isBefore(from, kept.from) ? from : kept.from,
      to: isBefore(kept.to, to) ? to : kept.to,
      entries:
        before.length + after.length === 0 ? kept.entries : [...before, ...kept.entries, ...after],
    };
  };
  /** Of the kept span, by their bounds. */
  let windows = new Map<string, readonly LoggedIncident[]>();
  const keep = (span: Span): Span => {
    if (span.entries !== kept?.entries) windows = new Map();
    kept = span;
    return span;
  };
  let reading: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(read: () => Promise<T>): Promise<T> => {
    const answer = reading.then(read, read);
    reading = answer;
    return answer;
  };
  return {
    async read(from, to) {
      if (!isBefore(from, to)) return [];
      const covering =
        kept && covers(kept, from, to)
          ? kept
          : await inTurn(async () => {
              return keep(kept && covers(kept, from, to) ? kept : await widen(from, to));
            });
      const cut = () => slice(covering.entries, from, to);
      if (covering.entries !== kept?.entries) return cut();
      return windows.getOrInsertComputed(`${from.epochMilliseconds} ${to.epochMilliseconds}`, cut);
    },
    shorten() {
      if (kept) keep(newest(kept));
    },
  };
}

function covers(span: Span, from: Temporal.Instant, to: Temporal.Instant): boolean {
  return !isBefore(from, span.from) && !isBefore(span.to, to);
}

/** The span's end, as much of it as may be kept; it begins just after what is let go. */
function newest(span: Span): Span {
  let bytes = 0;
  const letGo = span.entries.findLast(({ incident: { text, toldBy } }) => {
    bytes += text.length + OF_A_VERSION + OF_A_TELLER * toldBy.length;
    return bytes > MOST_KEPT;
  });
  if (letGo === undefined) return span;
  const from = Temporal.Instant.fromEpochMilliseconds(loggedAt(letGo) + 1);
  return { ...span, from, entries: slice(span.entries, from, span.to) };
}

function slice(
  entries: readonly LoggedIncident[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): readonly LoggedIncident[] {
  return entries.slice(
    firstAtOrAfter(entries, from.epochMilliseconds),
    firstAtOrAfter(entries, to.epochMilliseconds),
  );
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

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
