import { count } from "../model/count.ts";
import type { InhibitionHits, StoredSilence } from "../pipeline/operator-ports.ts";
import type { Finding } from "./finding.ts";

const UNUSED_AFTER_HOURS = 24;
const FORGOTTEN_AFTER_HOURS = 30 * 24;

/** Names silences that hide nothing, and those in force for so long that nobody may remember them. */
export function examineSilences(
  silences: readonly StoredSilence[],
  now: Temporal.Instant,
): readonly Finding[] {
  const inForce = silences.filter(({ document: { startsAt, endsAt } }) => {
    const [from, to] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)];
    return Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, to) < 0;
  });
  const standing: Finding = { check: "silences", ok: true, detail: `${inForce.length} in force` };
  return [standing, ...inForce.flatMap((silence) => findingsOf(silence, now))];
}

/** What inhibitions have hidden so far; that they do is no fault. */
export function sayInhibitions(
  hits: Awaited<ReturnType<InhibitionHits["list"]>>,
): readonly Finding[] {
  return hits.map(({ inhibition, hits: items, lastHitAt }) => ({
    check: "inhibitions",
    ok: true,
    detail: `${inhibition} has hidden ${count(items, "item")}, the last at ${lastHitAt}`,
  }));
}

function findingsOf({ id, document, hits }: StoredSilence, now: Temporal.Instant): Finding[] {
  const hours = now.since(Temporal.Instant.from(document.startsAt)).total("hours");
  const reason = "reason" in document ? ` (${String(document.reason)})` : "";
  const about = `${id}${reason} until ${document.endsAt}`;
  if (hours >= FORGOTTEN_AFTER_HOURS) {
    const detail = `forgotten? ${about} hides since ${document.startsAt}: end it, or write an unless into the rules`;
    return [{ check: "silences", ok: false, detail }];
  }
  if (hours >= UNUSED_AFTER_HOURS && hits === 0) {
    return [{ check: "silences", ok: true, detail: `unused: ${about} has hidden nothing yet` }];
  }
  return [];
}
