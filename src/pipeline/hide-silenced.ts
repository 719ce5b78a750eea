import type { DigestItem } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Clock, Meter } from "./ports.ts";

/** Leaves out what is silenced for this recipient. */
export type HideSilenced = <T extends Composed>(
  composed: readonly T[],
  recipient: Recipient,
) => Promise<readonly T[]>;

interface Recipient {
  readonly id: string;
  readonly subscriptionId: string;
}

export interface HideSilencedPorts {
  readonly clock: Clock;
  readonly meter: Meter;
  /** The silence that hides an incident from a delivery just now. */
  readonly findSilence: (
    incident: Incident,
    recipient: Recipient,
  ) => { readonly id: string } | undefined;
  readonly noteHits: (
    silence: string,
    items: readonly string[],
    at: Temporal.Instant,
  ) => Promise<void>;
}

interface Composed {
  readonly item: DigestItem;
  /** The version that is told, with its text. */
  readonly latest: Incident;
}

/**
 * Leaves out what a silence hides from this delivery, and counts it there. It is
 * not marked as told: what changes after the silence comes as if it were new.
 * Corrections and withdrawals of what a reader has are never hidden.
 */
export function hideSilenced(ports: HideSilencedPorts): HideSilenced {
  const { clock, meter, findSilence, noteHits } = ports;
  return async (composed, recipient) => {
    const hidden = new Map<string, string[]>();
    const shown = composed.filter(({ item, latest }) => {
      if (item.kind === "correction" || item.kind === "retraction") return true;
      const silence = findSilence(latest, recipient);
      if (!silence) return true;
      const name = `${recipient.id} ${latest.id}.${latest.version}`;
      hidden.getOrInsertComputed(silence.id, () => []).push(name);
      return false;
    });
    for (const [id, items] of hidden) {
      await noteHits(id, items, clock.now());
      meter.count("items_silenced", {}, items.length);
    }
    return shown;
  };
}
