import { loggedAt } from "../digest/compose-digest.ts";
import type { Inhibitions } from "../match/inhibition.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { LogWindows } from "./log-windows.ts";

/** Versions, before `to`, of incidents that may hide others; as far back as they can. */
export type HidingIncidents = (to: Temporal.Instant) => Promise<readonly LoggedIncident[]>;

interface Span {
  readonly under: Inhibitions;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly entries: readonly LoggedIncident[];
}

/**
 * Keeps the few incidents of the log that may hide others, and reads on from there:
 * thousands of deliveries ask for a day that they have long since left behind.
 */
export function followHiding(
  windows: Pick<LogWindows, "parts">,
): (under: Inhibitions) => HidingIncidents {
  let kept: Span | undefined;
  const readOn = async (wanted: Omit<Span, "entries">): Promise<Span> => {
    const { under, from, to } = wanted;
    const known = kept?.under === under && !isBefore(from, kept.from) ? kept : undefined;
    if (known && !isBefore(known.to, to)) return known;
    let entries = ofHiding(known?.entries ?? [], wanted);
    for await (const part of windows.parts(known?.to ?? from, to))
      entries = ofHiding([...entries, ...part], wanted);
    return { ...wanted, entries };
  };
  let reading: Promise<unknown> = Promise.resolve();
  return (under) => (to) => {
    const from = to.subtract({ seconds: under.longestSeconds });
    const read = async () => {
      kept = await readOn({ under, from, to });
      return ofHiding(kept.entries, { under, from, to });
    };
    const answer = reading.then(read, read);
    reading = answer;
    return answer;
  };
}

/** All versions from the first on that may hide: a later one may not, or be withdrawn. */
function ofHiding(
  entries: readonly LoggedIncident[],
  { under, from, to }: Omit<Span, "entries">,
): readonly LoggedIncident[] {
  const hiding = new Set<string>();
  return entries.filter((entry) => {
    const at = loggedAt(entry);
    if (at < from.epochMilliseconds || at >= to.epochMilliseconds) return false;
    if (under.mayHide(entry.incident)) hiding.add(entry.incident.id);
    return hiding.has(entry.incident.id);
  });
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
