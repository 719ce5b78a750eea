import type { Candidate } from "../digest/release.ts";
import type { Digest } from "../model/digest.ts";
import type { Enlisted } from "./roster.ts";
import type { Sealing } from "./sealing.ts";

/**
 * A catch-up after long downtime leaves out what is new and older than its reach, and says
 * how much. What a reader was told before is never left out. `from` undefined: no limit.
 */
export function splitAtReach(
  { meter, logger }: Sealing,
  { delivery }: Enlisted,
  candidates: readonly Candidate[],
  from: Temporal.Instant | undefined,
): { readonly within: readonly Candidate[]; readonly skipped: Digest["skipped"] } {
  if (!from) return { within: candidates, skipped: undefined };
  const within = candidates.filter(
    ({ item, lastLogged }) =>
      item.kind !== "new" || Temporal.Instant.compare(lastLogged, from) >= 0,
  );
  const count = candidates.length - within.length;
  if (count === 0) return { within, skipped: undefined };
  meter.count("incidents_skipped", {}, count);
  logger.warn(
    { deliveryId: delivery.id, count, before: from.toString() },
    "older items are beyond what a catch-up reaches",
  );
  return { within, skipped: { count, before: from.toString() } };
}
