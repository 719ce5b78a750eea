import { type HoldPolicy, isConfirmed, type Reach, reachesTooMany } from "../digest/reach.ts";
import type { Candidate } from "../digest/release.ts";
import type { Incident } from "../model/incident.ts";
import type { Hold, Holds } from "./operator-ports.ts";
import type { Clock, Meter, StepLogger } from "./ports.ts";

export interface JudgeReachPorts {
  readonly holds: Holds;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: StepLogger;
  /** Undefined: nothing is ever held for a second source. */
  readonly holdPolicy: HoldPolicy | undefined;
  /** Of the configuration in force. */
  readonly reachOf: (incident: Incident) => Reach;
}

/** Says of an incident version that is new to a reader whether it waits for a second source. */
export type JudgeReach = (incident: Incident) => Promise<Candidate["hold"]>;

/** Verdicts kept at hand; they never change once given. */
const MOST_KEPT = 10_000;

export function judgeReach(ports: JudgeReachPorts): JudgeReach {
  const { holds, holdPolicy, reachOf } = ports;
  const given = new Map<string, Promise<Hold | undefined>>();
  const judge = async (incident: Incident, policy: HoldPolicy): Promise<Hold | undefined> => {
    const verdict = verdictOn(incident, reachOf(incident), policy, ports.clock.now());
    const { hold, isNew } = await holds.judge(incident.id, incident.version, verdict);
    if (hold && isNew) {
      ports.meter.count("incidents_held", {});
      const { incidentId, matched, of } = hold;
      ports.logger.warn(
        { incidentId, matched, of, until: hold.until.toString() },
        "an incident of one source reaches too many readers and waits for a second",
      );
    }
    return hold;
  };
  return async (incident) => {
    if (!holdPolicy) return undefined;
    // Never held, and no earlier version that could have been.
    if (incident.version === 1 && isConfirmed(incident, holdPolicy)) return undefined;
    const key = `${incident.id} ${incident.version}`;
    if (given.size > MOST_KEPT) given.clear();
    const verdict = given.getOrInsertComputed(key, () => judge(incident, holdPolicy));
    // A question that failed is asked again at the next look.
    verdict.catch(() => given.delete(key));
    const hold = await verdict;
    return hold && { until: hold.until, confirmed: isConfirmed(incident, holdPolicy) };
  };
}

function verdictOn(
  incident: Incident,
  reach: Reach,
  policy: HoldPolicy,
  now: Temporal.Instant,
): Hold | undefined {
  if (isConfirmed(incident, policy) || !reachesTooMany(reach, policy)) return undefined;
  return {
    incidentId: incident.id,
    version: incident.version,
    since: now,
    until: now.add({ minutes: policy.minutes }),
    ...reach,
  };
}
