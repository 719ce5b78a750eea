import { type ClaimedDelivery, MISSED_ROUNDS } from "./ports.ts";
import type { Roster } from "./roster.ts";
import { type SealDeliveriesPorts, sealDelivery, type Windows } from "./seal-delivery.ts";

const CLAIMS = 100;

/**
 * Seals every delivery that is due: the window is closed, what is owed is
 * composed from the log, and cursor, digest and sent marks move at once. A crash
 * before that changes nothing; after it the digest is found by the delivery's own
 * list. Returns how many deliveries were looked at.
 */
export function sealDeliveries(ports: SealDeliveriesPorts) {
  return async (): Promise<number> => {
    const { due, clock, logger, passSeam } = ports;
    const claimed = await due.claim(clock.now(), CLAIMS);
    if (claimed.length > 0) passSeam("after-claim");
    const windows: Windows = new Map();
    const inTurn = async (claims: readonly ClaimedDelivery[]): Promise<void> => {
      for (const claim of claims) {
        await look(ports, claim, windows).catch((error: unknown) => {
          // Its lease brings it back.
          logger.error({ err: error, deliveryId: claim.deliveryId }, "a delivery was not sealed");
        });
      }
    };
    await Promise.all(byReader(claimed, ports.roster()).map(inTurn));
    return claimed.length;
  };
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

const STRANGER = { minutes: 1 };

/** A delivery that we do not know may be one that another notifier has in a newer configuration. */
async function lookAgain(
  { deliveries, clock }: SealDeliveriesPorts,
  deliveryId: string,
): Promise<Temporal.Instant | undefined> {
  const [state, round] = await Promise.all([deliveries.read(deliveryId), deliveries.round()]);
  const isGone = !state || round - state.round > MISSED_ROUNDS;
  return isGone ? undefined : clock.now().add(STRANGER);
}

async function look(
  ports: SealDeliveriesPorts,
  claim: ClaimedDelivery,
  windows: Windows,
): Promise<void> {
  const { due, clock } = ports;
  const enlisted = ports.roster().get(claim.deliveryId);
  const next = enlisted
    ? await sealDelivery(ports, enlisted, windows)
    : await lookAgain(ports, claim.deliveryId);
  ports.passSeam("after-outbox");
  const hold =
    enlisted?.delivery.schedule.kind === "immediately" ? enlisted.delivery.schedule.holdSeconds : 0;
  await due.settle(claim, next, clock.now().add({ seconds: hold }));
  ports.passSeam("after-due");
}
