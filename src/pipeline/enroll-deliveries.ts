import { nextDue } from "../digest/schedule.ts";
import type { Clock, Deliveries, DueIndex } from "./ports.ts";
import type { Roster } from "./roster.ts";

export interface EnrollDeliveriesPorts {
  readonly deliveries: Deliveries;
  readonly due: DueIndex;
  readonly clock: Clock;
  readonly roster: () => Roster;
}

/**
 * Gives every delivery of the roster its state and its place in the due index.
 * A new one owes nothing from before now. Also rebuilds a due index that was lost.
 */
export function enrollDeliveries({ deliveries, due, clock, roster }: EnrollDeliveriesPorts) {
  return async (): Promise<void> => {
    const now = clock.now();
    for (const { delivery, subscription } of roster().values()) {
      const { schedule } = delivery;
      const first =
        schedule.kind === "immediately" ? undefined : nextDue(schedule, subscription.timezone, now);
      await deliveries.enroll(delivery, now, first);
      const state = await deliveries.read(delivery.id);
      // An `immediately` delivery looks once: what woke it may have been lost with the index.
      await due.enroll(delivery.id, state?.due ?? now);
    }
  };
}
