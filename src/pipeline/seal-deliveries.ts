import type { Inhibitions } from "../match/inhibition.ts";
import {
  type ClaimedDelivery,
  type DueIndex,
  MISSED_ROUNDS,
  type SettledDelivery,
} from "./delivery-ports.ts";
import { followHiding } from "./hiding-incidents.ts";
import { judgeReach, type JudgeReachPorts } from "./judge-reach.ts";
import type { IncidentLog } from "./log-ports.ts";
import type { Pulse } from "./ports.ts";
import type { Roster } from "./roster.ts";
import { sealDelivery } from "./seal-delivery.ts";
import type { Looked, RulesInForce, Sealing } from "./sealing.ts";

export interface SealDeliveriesPorts
  extends
    JudgeReachPorts,
    Omit<Sealing, "log" | "closeWindow" | "judge" | "inhibitions" | "hiding" | keyof RulesInForce> {
  readonly log: IncidentLog;
  readonly due: DueIndex;
  readonly pulse: Pulse;
  readonly roster: () => Roster;
  /** The rules as they are now, for a batch of deliveries. */
  readonly openRules: () => RulesInForce;
  readonly inhibitionsInForce: () => Inhibitions;
}

/** Few enough to be done well within a claim's lease. */
const CLAIMS = 200;

interface Done extends Looked {
  readonly claim: ClaimedDelivery;
}

/**
 * Seals every delivery that is due, in batches that share one look at the log. Returns how
 * many deliveries were looked at.
 */
export function sealDeliveries(ports: SealDeliveriesPorts) {
  const judge = judgeReach(ports);
  const follow = followHiding(ports.windows);
  return async (): Promise<number> => {
    const { due, outbox, pulse, clock, passSeam } = ports;
    const claimed = await due.claim(clock.now(), CLAIMS);
    if (claimed.length === 0) return 0;
    passSeam("after-claim");
    const inhibitions = ports.inhibitionsInForce();
    const looking = { judge, inhibitions, hiding: follow(inhibitions) };
    const rules = ports.openRules();
    const sealing = { ...ports, ...looking, ...rules, closeWindow: closingOnce(ports) };
    const groups = byReader(claimed, ports.roster());
    const done = await sealGroups(sealing, groups);
    const digestIds = done.flatMap(({ digestId }) => digestId ?? []);
    await outbox.add(digestIds, clock.now());
    if (digestIds.length > 0) await pulse.digests(digestIds);
    passSeam("after-outbox");
    await due.settle(done.map((each) => settled(ports, each)));
    passSeam("after-due");
    return claimed.length;
  };
}

/** Deliveries that are due at one time close one window; so do those that were woken. */
function closingOnce({ log, passSeam }: SealDeliveriesPorts): Sealing["closeWindow"] {
  const closed = new Map<string, ReturnType<Sealing["closeWindow"]>>();
  const close = async (to: Temporal.Instant | "now") => {
    const end = await log.closeWindow(to === "now" ? undefined : to);
    passSeam("after-close");
    return end;
  };
  return (to) => closed.getOrInsertComputed(String(to), () => close(to));
}

/** Deliveries to one reader look at what the others told, so they go one after another. */
function byReader(
  claimed: readonly ClaimedDelivery[],
  roster: Roster,
): readonly (readonly ClaimedDelivery[])[] {
  const groups = Map.groupBy(claimed, ({ deliveryId }) => {
    const delivery = roster.get(deliveryId)?.delivery;
    return delivery ? `${delivery.subscriptionId} ${delivery.address}` : deliveryId;
  });
  return [...groups.values()];
}

/** So many at once that Redis is never waited for, and so few that what is written for them is taken in time. */
const AT_ONCE = 50;

async function sealGroups(
  sealing: SealDeliveriesPorts & Sealing,
  groups: readonly (readonly ClaimedDelivery[])[],
): Promise<readonly Done[]> {
  const waiting = groups.values();
  const done: Done[] = [];
  const lane = async (): Promise<void> => {
    for (const group of waiting) done.push(...(await inTurn(sealing, group)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return done;
}

/** Those that could not be looked at are left out: their lease brings them back. */
async function inTurn(
  sealing: SealDeliveriesPorts & Sealing,
  claims: readonly ClaimedDelivery[],
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const claim of claims) {
    try {
      done.push({ claim, ...(await look(sealing, claim)) });
    } catch (error) {
      const { deliveryId } = claim;
      sealing.logger.error({ err: error, deliveryId }, "a delivery was not sealed");
    }
  }
  return done;
}

async function look(
  sealing: SealDeliveriesPorts & Sealing,
  { deliveryId }: ClaimedDelivery,
): Promise<Looked> {
  const enlisted = sealing.roster().get(deliveryId);
  return enlisted ? sealDelivery(sealing, enlisted) : lookAgain(sealing, deliveryId);
}

const STRANGER = { minutes: 1 };

/** A delivery that we do not know may be one that another notifier has in a newer configuration. */
async function lookAgain(
  { deliveries, clock }: SealDeliveriesPorts,
  deliveryId: string,
): Promise<Looked> {
  const [state, round] = await Promise.all([deliveries.read(deliveryId), deliveries.round()]);
  const isGone = !state || round - state.round > MISSED_ROUNDS;
  return { next: isGone ? undefined : clock.now().add(STRANGER) };
}

function settled({ clock, roster }: SealDeliveriesPorts, { claim, next }: Done): SettledDelivery {
  const schedule = roster().get(claim.deliveryId)?.delivery.schedule;
  const hold = schedule?.kind === "immediately" ? schedule.holdSeconds : 0;
  return { claimed: claim, next, again: clock.now().add({ seconds: hold }) };
}
