import type { Deliveries, DueIndex } from "./delivery-ports.ts";
import type { Clock, StepLogger } from "./ports.ts";
import type { Roster } from "./roster.ts";
import type { Outbox } from "./sending-ports.ts";

export interface MendIndexesPorts {
  readonly due: DueIndex;
  readonly outbox: Outbox;
  readonly deliveries: Deliveries;
  readonly roster: () => Roster;
  readonly clock: Clock;
  readonly logger: StepLogger;
  /** Puts every delivery into the due index again. */
  readonly enrollEveryone: () => Promise<void>;
}

/** Read at once; between two batches other work has its turn. */
const BATCH = 200;

/**
 * Makes the due index and the outbox anew where they were lost. Both repeat what the deliveries' own states
 * say: when each is to be looked at, and which of its digests are not final.
 */
export function mendIndexes(ports: MendIndexesPorts) {
  const { due, outbox, logger, enrollEveryone } = ports;
  return async (): Promise<void> => {
    const dueLoss = await due.findLoss();
    if (dueLoss !== undefined) {
      await enrollEveryone();
      await due.closeLoss(dueLoss);
      logger.info({}, "the due index was made anew");
    }
    const outboxLoss = await outbox.findLoss();
    if (outboxLoss !== undefined) {
      const found = await addOpenDigests(ports);
      await outbox.closeLoss(outboxLoss);
      logger.info({ found }, "the outbox was made anew");
    }
  };
}

async function addOpenDigests({
  deliveries,
  outbox,
  roster,
  clock,
}: MendIndexesPorts): Promise<number> {
  let found = 0;
  let batch: Promise<readonly string[]>[] = [];
  const add = async (): Promise<void> => {
    const open = (await Promise.all(batch)).flat();
    batch = [];
    found += open.length;
    await outbox.add(open, clock.now());
  };
  for (const { delivery } of roster().values()) {
    batch.push(deliveries.open(delivery.id));
    if (batch.length === BATCH) await add();
  }
  await add();
  return found;
}
