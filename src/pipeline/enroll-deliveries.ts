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
 * A new one owes nothing from before now. Done again and again it also makes up
 * for an index that was lost; `looksAt` says which `immediately` deliveries to
 * look at once, as what woke them may have been lost with it.
 */
export function enrollDeliveries({ deliveries, due, clock, roster }: EnrollDeliveriesPorts) {
  return async (looksAt: "everyone" | "newcomers"): Promise<void> => {
    const now = clock.now();
    const round = await deliveries.round();
    for (const { delivery, subscription } of roster().values()) {
      const { schedule } = delivery;
      const { timezone } = subscription;
      const first = schedule.kind === "immediately" ? undefined : nextDue(schedule, timezone, now);
      const known = await deliveries.read(delivery.id);
      await deliveries.enroll({ delivery, timezone, now, due: first, round });
      const state = await deliveries.read(delivery.id);
      if (state?.due) await due.enroll(delivery.id, state.due);
      else if (!known || looksAt === "everyone") await due.enroll(delivery.id, now);
    }
  };
}
