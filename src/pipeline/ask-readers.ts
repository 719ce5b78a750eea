import type {
  Asked,
  Confirmations,
  StoredSubscription,
  SubscriptionStore,
} from "./operator-ports.ts";
import type { Clock, StepLogger } from "./ports.ts";
import type { Mailer } from "./sending-ports.ts";

export interface AskReadersPorts {
  readonly confirmations: Confirmations;
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
  readonly logger: StepLogger;
  readonly mailer: Mailer;
  /** The envelope sender and the exact bytes; undefined: readers have no page to answer on. */
  readonly compose:
    | ((
        asked: Asked,
        now: Temporal.Instant,
      ) => Promise<{ readonly from: string; readonly bytes: Buffer }>)
    | undefined;
}

const CLAIMS = 20;
const goOn = () => Promise.resolve(true);

/** Mails those who are to say whether they want a subscription that was made for their address. */
export function askReaders(ports: AskReadersPorts) {
  const { confirmations, subscriptions, clock, logger, mailer, compose } = ports;
  return async (): Promise<void> => {
    if (!compose) return;
    const now = clock.now();
    for (const asked of await confirmations.claim(now, CLAIMS)) {
      const { subscriptionId, address } = asked;
      if (!isStillAsked(asked, await subscriptions.find(subscriptionId))) {
        await confirmations.settle(asked);
        continue;
      }
      const { from, bytes } = await compose(asked, now);
      const sent = await mailer.send({ from, to: address, bytes, beforeDot: goOn });
      // A mail in doubt is not sent again: the next put asks anew after a day.
      if (sent.outcome === "later") continue;
      logger.info({ subscriptionId, outcome: sent.outcome }, "a reader was asked to confirm");
      await confirmations.settle(asked);
    }
  };
}

function isStillAsked({ address }: Asked, stored: StoredSubscription | undefined): boolean {
  return stored?.madeBy !== undefined && !stored.confirmed.includes(address);
}
