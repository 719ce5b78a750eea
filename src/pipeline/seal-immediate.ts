import { releaseImmediate } from "../digest/release.ts";
import type { DigestItem, HoldReason } from "../model/digest.ts";
import type { Schedule } from "../model/subscription.ts";
import type { DeliveryState } from "./delivery-ports.ts";
import { freezeDigest } from "./freeze-digest.ts";
import { owedItems } from "./owed-items.ts";
import type { Enlisted } from "./roster.ts";
import { LATE, type Looked, type Sealing, SOON } from "./sealing.ts";
import { splitAtReach } from "./split-at-reach.ts";

/**
 * Seals what may be told at once. Where all of it waits nothing moves, and the next look
 * composes it again; where a part may go, the rest is kept back by name.
 */
export async function sealImmediate(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  schedule: Extract<Schedule, { kind: "immediately" }>,
): Promise<Looked> {
  const { clock } = ports;
  const { quiet, timezone } = enlisted.subscription;
  const to = await ports.closeWindow("now");
  if (!to) return { next: clock.now().add(SOON) };
  const owed = await owedItems(ports, enlisted, state, { to, floor: schedule.severity });
  const now = clock.now();
  const reach = now.subtract(ports.catchUp);
  const { within, skipped } = splitAtReach(ports, enlisted, owed.candidates, reach);
  const release = releaseImmediate(within, {
    now,
    schedule,
    recentSeals: state.recentSeals,
    timezone,
    quiet,
  });
  if (release.keep.some(({ why }) => why === "mail-limit")) await ports.stormBraked(enlisted);
  if (release.tell.length === 0 && release.next) return { next: release.next };
  const { tell, keep, next } = release;
  const waited = (why: HoldReason) => tell.some(({ heldBy }) => heldBy === why);
  const storm = waited("mail-limit");
  const frozen = await freezeDigest(ports, enlisted, state, {
    to,
    due: undefined,
    tell,
    keep,
    inhibited: owed,
    late: Temporal.Instant.compare(now, release.earliest.add(LATE)) > 0,
    extras: {
      ...(hasWaited(tell) && {
        held: {
          ...(waited("quiet-hours") && quiet && { quiet: { from: quiet.from, to: quiet.to } }),
          ...(storm && { limit: schedule.limit }),
          withdrawn: owed.withdrawn,
        },
      }),
      ...(skipped && { skipped }),
    },
  });
  if (!frozen) return { next: now.add(SOON) };
  if (storm) ports.meter.count("storms_braked", {});
  return { next, digestId: frozen.digestId };
}

function hasWaited(items: readonly DigestItem[]): boolean {
  return items.some(({ heldBy }) => heldBy !== undefined);
}
