import { releaseTimed } from "../digest/release.ts";
import { catchUpFrom, latestSlot, type TimedSchedule } from "../digest/schedule.ts";
import type { DeliveryState } from "./delivery-ports.ts";
import { freezeDigest } from "./freeze-digest.ts";
import { owedItems } from "./owed-items.ts";
import type { Enlisted } from "./roster.ts";
import { LATE, type Looked, type Sealing, SOON } from "./sealing.ts";

/** Seals the window of a scheduled digest at its hour, and follows up on what it kept back. */
export async function sealTimed(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  schedule: TimedSchedule,
): Promise<Looked> {
  const now = ports.clock.now();
  if (!state.due) return { next: undefined };
  return Temporal.Instant.compare(now, state.due) < 0
    ? followUp(ports, enlisted, state, state.due)
    : sealWindow(ports, enlisted, state, { schedule, due: state.due });
}

async function sealWindow(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  { schedule, due }: { readonly schedule: TimedSchedule; readonly due: Temporal.Instant },
): Promise<Looked> {
  const now = ports.clock.now();
  const found = latestSlot(schedule, enlisted.subscription.timezone, due, now);
  const { slot, next } = found;
  const to = await ports.closeWindow(slot);
  if (!to) return { next: now.add(SOON) };
  const reach = catchUpFrom(found, ports.catchUp);
  const owed = await owedItems(ports, enlisted, state, { to, reach });
  const { tell, keep, next: again } = releaseTimed(owed.candidates, keptIds(state), now);
  const frozen = await freezeDigest(ports, enlisted, state, {
    to,
    due: next,
    tell,
    keep,
    owed,
    late: found.before !== undefined || Temporal.Instant.compare(now, slot.add(LATE)) > 0,
  });
  if (!frozen) return { next: now.add(SOON) };
  return { next: again ? earlier(again, next) : next, digestId: frozen.digestId };
}

/** Between two of its hours: what was kept back and may be told, without waiting for the next. */
async function followUp(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  due: Temporal.Instant,
): Promise<Looked> {
  if (state.kept.length === 0) return { next: due };
  const { clock } = ports;
  const to = await ports.closeWindow("now");
  if (!to) return { next: clock.now().add(SOON) };
  const owed = await owedItems(ports, enlisted, state, { to, keptOnly: true });
  const { tell, keep, next } = releaseTimed(owed.candidates, keptIds(state), clock.now());
  if (tell.length === 0 && next) return { next: earlier(next, due) };
  const frozen = await freezeDigest(ports, enlisted, state, {
    to: state.cursor,
    due,
    tell,
    keep,
    owed,
    late: false,
    held: {},
    followUp: true,
  });
  if (!frozen) return { next: clock.now().add(SOON) };
  return { next: next ? earlier(next, due) : due, digestId: frozen.digestId };
}

function keptIds({ kept }: DeliveryState): ReadonlySet<string> {
  return new Set(kept.map(({ incidentId }) => incidentId));
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}
