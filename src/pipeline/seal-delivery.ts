import type { Enlisted } from "./roster.ts";
import { sealAllClear } from "./seal-all-clear.ts";
import { sealImmediate } from "./seal-immediate.ts";
import { sealTimed } from "./seal-timed.ts";
import type { Looked, Sealing } from "./sealing.ts";

/**
 * Seals one delivery that is due: the window is closed, what is owed is composed
 * from the log, and cursor, digest and sent marks move at once. A crash before
 * that changes nothing; after it the digest is found by the delivery's own list.
 */
export async function sealDelivery(ports: Sealing, enlisted: Enlisted): Promise<Looked> {
  const { deliveries, outbox, clock } = ports;
  const state = await deliveries.read(enlisted.delivery.id);
  if (!state) return { next: undefined };
  // A run that died between the seal and the outbox left its digest here.
  await outbox.add(state.open, clock.now());

  const { schedule } = enlisted.delivery;
  switch (schedule.kind) {
    case "immediately":
      return sealImmediate(ports, enlisted, state, schedule);
    case "all-clear":
      return sealAllClear(ports, enlisted, state, schedule);
    case "at":
    case "hourly":
      return sealTimed(ports, enlisted, state, schedule);
  }
}
