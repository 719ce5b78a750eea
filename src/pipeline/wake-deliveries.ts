import type { Incident } from "../model/incident.ts";
import { reachesFloor } from "../model/severity.ts";
import type { DueIndex } from "./delivery-ports.ts";
import { givingWay } from "./giving-way.ts";
import type { IncidentLog, WakeCursor } from "./log-ports.ts";
import type { Clock, PassSeam } from "./ports.ts";
import type { Enlisted, Roster } from "./roster.ts";

/** Subscriptions that an incident satisfies, by id; at least those of them that mail at once. */
export type FindMatches = (incident: Incident) => ReadonlySet<string>;

export interface WakeDeliveriesPorts {
  readonly log: Pick<IncidentLog, "readAfter">;
  readonly due: Pick<DueIndex, "wake">;
  readonly cursor: WakeCursor;
  readonly clock: Clock;
  readonly passSeam: PassSeam;
  readonly roster: () => Roster;
  readonly findMatches: FindMatches;
}

const PAGE = 200;
/** Woken at once; between two of them other work has its turn. */
const BATCH = 1_000;

/**
 * Entries walked until everyone is woken. A delivery reads on from where it last looked, and one that nothing concerns would
 * have ever more to read; it also makes up for a wake that was lost.
 */
export const EVERYONE_EVERY = 2_000;

/**
 * Walks the log from where the last walk ended, and wakes every delivery that
 * wants an incident at once. Two walks at once, or one twice, wake twice, which
 * is harmless; none can be left out, because the cursor moves last.
 */
export function wakeDeliveries(ports: WakeDeliveriesPorts) {
  const { log, cursor, passSeam } = ports;
  let walked = 0;
  return async (): Promise<void> => {
    for (;;) {
      const from = await cursor.read();
      const entries = await log.readAfter(from, PAGE);
      const last = entries.at(-1);
      if (!last) return;
      for (const { incident } of entries) await wake(wantedBy(incident, ports), ports);
      walked += entries.length;
      if (walked >= EVERYONE_EVERY) {
        await wake(immediate(ports), ports);
        walked = 0;
      }
      passSeam("after-wake");
      await cursor.advance(from, last.position);
      passSeam("after-advance");
    }
  };
}

async function wake(
  deliveries: AsyncIterable<ImmediateDelivery>,
  { due, clock }: WakeDeliveriesPorts,
): Promise<void> {
  const byHold = new Map<number, string[]>();
  const wakeThose = async (holdSeconds: number, ids: readonly string[]): Promise<void> => {
    byHold.delete(holdSeconds);
    await due.wake(ids, clock.now().add({ seconds: holdSeconds }));
  };
  for await (const { id, schedule } of deliveries) {
    const ids = byHold.getOrInsertComputed(schedule.holdSeconds, () => []);
    if (ids.push(id) >= BATCH) await wakeThose(schedule.holdSeconds, ids);
  }
  for (const [holdSeconds, ids] of byHold) await wakeThose(holdSeconds, ids);
}

/** Whoever had the earlier version must hear of what became of it, whether or not the rules still hold. */
async function* wantedBy(
  incident: Incident,
  ports: WakeDeliveriesPorts,
): AsyncGenerator<ImmediateDelivery> {
  const { roster, findMatches } = ports;
  if (incident.change !== "new" && incident.change !== "minor") {
    yield* immediate(ports);
    return;
  }
  if (incident.quiet !== undefined) return;
  const { severity } = incident.classification;
  for await (const id of givingWay(findMatches(incident))) {
    for (const { delivery } of roster().of(id)) {
      if (isImmediate(delivery) && reachesFloor(severity, delivery.schedule.severity)) {
        yield delivery;
      }
    }
  }
}

async function* immediate({ roster }: WakeDeliveriesPorts): AsyncGenerator<ImmediateDelivery> {
  for await (const { delivery } of givingWay(roster().values("immediately"))) {
    if (isImmediate(delivery)) yield delivery;
  }
}

type ImmediateDelivery = Enlisted["delivery"] & {
  readonly schedule: Extract<Enlisted["delivery"]["schedule"], { kind: "immediately" }>;
};

function isImmediate(delivery: Enlisted["delivery"]): delivery is ImmediateDelivery {
  return delivery.schedule.kind === "immediately";
}
