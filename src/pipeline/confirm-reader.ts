import { type Confirmation, readConfirmToken } from "../receive/confirm-token.ts";
import type { StoredSubscription, SubscriptionStore } from "./operator-ports.ts";
import type { Clock, StepLogger } from "./ports.ts";

export interface ConfirmReaderPorts {
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
  readonly logger: StepLogger;
  readonly tokenKey: Buffer;
}

/** Undefined: the link is none of ours, has ended, or its subscription no longer asks. */
export type ConfirmView =
  | { readonly subscriptionId: string; readonly address: string; readonly confirmed: boolean }
  | undefined;

export interface ConfirmReader {
  /** Looking changes nothing: mail scanners follow every link. */
  view(token: string): Promise<ConfirmView>;
  confirm(token: string): Promise<ConfirmView>;
}

/** Writers may come in between; a reader's yes must outlast them. */
const ATTEMPTS = 5;

/** The page on which an address says yes to a subscription that was made for it. */
export function confirmReader(ports: ConfirmReaderPorts): ConfirmReader {
  const { subscriptions, clock, logger, tokenKey } = ports;
  const open = async (token: string) => {
    const read = readConfirmToken(tokenKey, token, clock.now());
    const stored = read && (await subscriptions.find(read.subscriptionId));
    return read && stored && asks(stored, read) ? { read, stored } : undefined;
  };
  return {
    async view(token) {
      const found = await open(token);
      return found && viewOf(found.read, isConfirmed(found.stored, found.read));
    },
    async confirm(token) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const found = await open(token);
        if (!found) return undefined;
        const { read, stored } = found;
        if (isConfirmed(stored, read)) return viewOf(read, true);
        const { revision } = stored;
        const confirmed = [...stored.confirmed, read.address];
        const expected = { is: "revision", revision } as const;
        const { outcome } = await subscriptions.put({ ...stored, confirmed }, expected);
        if (outcome !== "updated") continue;
        logger.info({ subscriptionId: stored.id }, "a reader confirmed a subscription");
        return viewOf(read, true);
      }
      throw new Error("a subscription changed too often to be confirmed");
    },
  };
}

function asks({ madeBy, document }: StoredSubscription, { address }: Confirmation): boolean {
  const { to } = document as { readonly to: readonly string[] };
  return madeBy !== undefined && to.some((one) => one.toLowerCase() === address);
}

function isConfirmed({ confirmed }: StoredSubscription, { address }: Confirmation): boolean {
  return confirmed.includes(address);
}

function viewOf({ subscriptionId, address }: Confirmation, confirmed: boolean): ConfirmView {
  return { subscriptionId, address, confirmed };
}
