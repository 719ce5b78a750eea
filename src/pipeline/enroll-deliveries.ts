import { nextDue, type TimedSchedule } from "../digest/schedule.ts";
import type { Deliveries, DueIndex } from "./delivery-ports.ts";
import type { Clock, PassSeam } from "./ports.ts";
import type { Enlisted, Roster } from "./roster.ts";

export interface EnrollDeliveriesPorts {
  readonly deliveries: Deliveries;
  readonly due: DueIndex;
  readonly clock: Clock;
  readonly passSeam: PassSeam;
  readonly roster: () => Roster;
}

/** Written at once; between two batches other work has its turn. */
const BATCH = 200;

/**
 * Gives every delivery of the roster its state and its place in the due index.
 * A new one owes nothing from before now. Done again and again it also makes up
 * for an index that was lost; `looksAt` says which `immediately` deliveries to
 * look at once, as what woke them may have been lost with it.
 */
export function enrollDeliveries(ports: EnrollDeliveriesPorts) {
  const { deliveries, due, clock, passSeam, roster } = ports;
  /** `ids` of subscriptions; undefined: all there are. */
  return async (looksAt: "everyone" | "newcomers", ids?: readonly string[]): Promise<void> => {
    const now = clock.now();
    const round = await deliveries.round();
    const firstDue = dueTimes(now);
    /** When to look at it; undefined: when it is woken. */
    const enroll = async ({ delivery, subscription }: Enlisted) => {
      const { schedule } = delivery;
      const { timezone } = subscription;
      const first = schedule.kind === "immediately" ? undefined : firstDue(schedule, timezone);
      const state = await deliveries.enroll({ delivery, timezone, now, due: first, round });
      passSeam("after-enroll");
      if (state.hasKept) return { deliveryId: delivery.id, at: now };
      if (state.due) return { deliveryId: delivery.id, at: state.due };
      const isOwed = state.isNew || looksAt === "everyone";
      return isOwed ? { deliveryId: delivery.id, at: now } : undefined;
    };
    const enlisted = ids ? ids.flatMap((id) => roster().of(id)) : roster().values();
    for (const batch of inBatches(enlisted)) {
      const looks = await Promise.all(batch.map(enroll));
      await due.enroll(looks.filter((look) => look !== undefined));
    }
  };
}

/** Many deliveries share a schedule and a zone. */
function dueTimes(now: Temporal.Instant) {
  const known = new Map<string, Temporal.Instant>();
  return (schedule: TimedSchedule, timezone: string): Temporal.Instant =>
    known.getOrInsertComputed(JSON.stringify([schedule, timezone]), () =>
      nextDue(schedule, timezone, now),
    );
}

function* inBatches<T>(all: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
