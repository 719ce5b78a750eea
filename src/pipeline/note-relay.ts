import { withoutAddresses } from "../model/without-addresses.ts";
import type { StepLogger } from "./ports.ts";
import type { Relay, SendOutcome } from "./sending-ports.ts";

export interface NoteRelayPorts {
  readonly relay: Relay;
  readonly logger: StepLogger;
}

/**
 * Tells the way out how it did. Whatever a relay says of one message or reader,
 * it works; where it refuses us, or says nothing, that may be so for all.
 */
export async function noteRelay(
  { relay, logger }: NoteRelayPorts,
  outcome: SendOutcome,
): Promise<void> {
  const failed =
    outcome.outcome === "in-doubt" || (outcome.outcome === "later" && outcome.about !== "reader");
  if (!failed) {
    if (await relay.answered()) logger.warn({}, "the relay takes mail again: sending goes on");
    return;
  }
  const reason = withoutAddresses(outcome.reason);
  if (await relay.failed(reason)) logger.error({ reason }, "the relay fails us: sending is paused");
}
