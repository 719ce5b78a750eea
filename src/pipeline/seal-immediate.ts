import { releaseImmediate } from "../digest/release.ts";
import type { DigestItem, HoldReason } from "../model/digest.ts";
import type { Schedule } from "../model/subscription.ts";
import type { DeliveryState } from "./delivery-ports.ts";
import { freezeDigest } from "./freeze-digest.ts";
import { owedItems } from "./owed-items.ts";
import type { Enlisted } from "./roster.ts";
import { LATE, type Looked, type Sealing, SOON } from "./sealing.ts";

/**
 * Seals what may be told at once. While it gathers nothing moves, and the next look composes
 * it again; what has to wait longer is kept back by name.
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
  const reach = clock.now().subtract(ports.catchUp);
  const window = { to, floor: schedule.severity, reach };
  const owed = await owedItems(ports, enlisted, state, window);
  const now = clock.now();
  const release = releaseImmediate(owed.candidates, {
    now,
    schedule,
    recentSeals: state.recentSeals,
    timezone,
    quiet,
  });
  if (release.keep.some(({ why }) => why === "mail-limit")) await ports.stormBraked(enlisted);
  const { tell, keep, next } = release;
  if (tell.length + keep.length === 0 && next) return { next };
  const waited = (why: HoldReason) => tell.some(({ heldBy }) => heldBy === why);
  const storm = waited("mail-limit");
  const frozen = await freezeDigest(ports, enlisted, state, {
    to,
    due: undefined,
    tell,
    keep,
    owed,
    late: Temporal.Instant.compare(now, release.earliest.add(LATE)) > 0,
    held: hasWaited(tell)
      ? {
          ...(waited("quiet-hours") && quiet && { quiet: { from: quiet.from, to: quiet.to } }),
          ...(storm && { limit: schedule.limit }),
        }
      : undefined,
  });
  if (!frozen) return { next: now.add(SOON) };
  if (storm && frozen.digestId) ports.meter.count("storms_braked", {});
  return { next, digestId: frozen.digestId };
}

function hasWaited(items: readonly DigestItem[]): boolean {
  return items.some(({ heldBy }) => heldBy !== undefined);
}
