import { type Reader, readReaderToken } from "../receive/reader-token.ts";
import type { Clock, Readers, StepLogger } from "./ports.ts";

export interface ReaderPagePorts {
  readonly readers: Readers;
  readonly clock: Clock;
  readonly logger: StepLogger;
  readonly tokenKey: Buffer;
  /** The subscription's name; undefined where it is no longer configured. */
  readonly subscriptionName: (id: string) => string | undefined;
}

export interface ReaderView {
  readonly name: string;
  readonly address: string;
  readonly subscribed: boolean;
}

export interface ReaderPage {
  /** Undefined: not a token of ours. Looking changes nothing: mail scanners follow every link. */
  view(token: string): Promise<ReaderView | undefined>;
  act(token: string, action: "unsubscribe" | "resubscribe"): Promise<ReaderView | undefined>;
}

/** The subscriber's own page, and the one-click unsubscribe of RFC 8058. */
export function readerPage({
  readers,
  clock,
  logger,
  tokenKey,
  subscriptionName,
}: ReaderPagePorts): ReaderPage {
  const view = async ({ subscriptionId, address }: Reader): Promise<ReaderView> => ({
    name: subscriptionName(subscriptionId) ?? subscriptionId,
    address,
    subscribed: !(await readers.isUnsubscribed(subscriptionId, address)),
  });
  return {
    async view(token) {
      const reader = readReaderToken(tokenKey, token);
      return reader && view(reader);
    },
    async act(token, action) {
      const reader = readReaderToken(tokenKey, token);
      if (!reader) return undefined;
      const { subscriptionId, address } = reader;
      if (action === "unsubscribe") await readers.unsubscribe(subscriptionId, address, clock.now());
      else await readers.resubscribe(subscriptionId, address);
      logger.info({ subscriptionId, action }, "a reader changed their subscription");
      return view(reader);
    },
  };
}
