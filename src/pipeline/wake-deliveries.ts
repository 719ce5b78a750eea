import type { Incident } from "../model/incident.ts";
import { reachesFloor } from "../model/severity.ts";
import type { Clock, DueIndex, IncidentLog, PassSeam, WakeCursor } from "./ports.ts";
import type { Enlisted, Roster } from "./roster.ts";

/** Subscriptions that an incident satisfies, by id. */
export type FindMatches = (incident: Incident) => ReadonlySet<string>;

export interface WakeDeliveriesPorts {
  readonly log: IncidentLog;
  readonly due: DueIndex;
  readonly cursor: WakeCursor;
  readonly clock: Clock;
  readonly passSeam: PassSeam;
  readonly roster: () => Roster;
  readonly findMatches: FindMatches;
}

const PAGE = 200;

/**
 * Walks the log from where the last walk ended, and wakes every delivery that
 * wants an incident at once. Two walks at once, or one twice, wake twice, which
 * is harmless; none can be left out, because the cursor moves last.
 */
export function wakeDeliveries(ports: WakeDeliveriesPorts) {
  const { log, due, cursor, clock, passSeam } = ports;
  return async (): Promise<void> => {
    for (;;) {
      const from = await cursor.read();
      const entries = await log.readAfter(from, PAGE);
      const last = entries.at(-1);
      if (!last) return;
      const immediate = [...ports.roster().values()].filter(isImmediate);
      const wanted = new Map<number, Set<string>>();
      for (const { incident } of entries) collect(incident, immediate, ports.findMatches, wanted);
      for (const [holdSeconds, ids] of wanted) {
        await due.wake([...ids], clock.now().add({ seconds: holdSeconds }));
      }
      passSeam("after-wake");
      await cursor.advance(from, last.position);
    }
  };
}

function collect(
  incident: Incident,
  immediate: readonly ImmediateDelivery[],
  findMatches: FindMatches,
  wanted: Map<number, Set<string>>,
): void {
  // Whoever had the earlier version must hear, whether or not the rules still hold.
  const everyone = incident.change === "correction" || incident.change === "retraction";
  const matching = findMatches(incident);
  for (const { delivery, subscription } of immediate) {
    const { severity, holdSeconds } = delivery.schedule;
    const wants =
      matching.has(subscription.id) && reachesFloor(incident.classification.severity, severity);
    if (!wants && !everyone) continue;
    const ids = wanted.get(holdSeconds) ?? new Set();
    wanted.set(holdSeconds, ids.add(delivery.id));
  }
}

type ImmediateSchedule = Extract<Enlisted["delivery"]["schedule"], { kind: "immediately" }>;

interface ImmediateDelivery extends Enlisted {
  readonly delivery: Enlisted["delivery"] & { readonly schedule: ImmediateSchedule };
}

function isImmediate(enlisted: Enlisted): enlisted is ImmediateDelivery {
  return enlisted.delivery.schedule.kind === "immediately";
}
