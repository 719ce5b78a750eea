import { isAllClear } from "../model/digest.ts";
import type { BuriedReport, Inbox } from "./inbox-ports.ts";
import type { Clock } from "./ports.ts";
import type { DeadDigest, Outbox } from "./sending-ports.ts";

/** What was set aside until a person decides. */
export type DeadLetter =
  | ({ readonly kind: "report" } & BuriedReport)
  | ({ readonly kind: "digest" } & DeadDigest);

/** With what it would have told, and whom: for whoever decides. */
export type ShownLetter = DeadLetter & { readonly tells?: Untold | undefined };

interface Untold {
  readonly subscription: string;
  readonly address: string;
  readonly sealedAt: string;
  /** Worst first. */
  readonly items: readonly { readonly incidentId: string; readonly headline: string }[];
}

export interface DeadLetters {
  list(): Promise<readonly DeadLetter[]>;
  find(id: string): Promise<ShownLetter | undefined>;
  /** `replay` puts it back to be tried again, `drop` ends it. False where there is none. */
  settle(id: string, verb: "replay" | "drop"): Promise<boolean>;
}

export interface DeadLettersPorts {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

export function deadLetters({ inbox, outbox, clock }: DeadLettersPorts): DeadLetters {
  const list = async (): Promise<readonly DeadLetter[]> => {
    const [reports, digests] = await Promise.all([inbox.buried(), outbox.dead()]);
    return [
      ...reports.map((report) => ({ kind: "report" as const, ...report })),
      ...digests.map((digest) => ({ kind: "digest" as const, ...digest })),
    ];
  };
  const pick = async (id: string) => (await list()).find((letter) => letter.id === id);
  const find = async (id: string): Promise<ShownLetter | undefined> => {
    const letter = await pick(id);
    return letter?.kind === "digest" ? { ...letter, tells: await untoldBy(outbox, id) } : letter;
  };
  return {
    list,
    find,
    async settle(id, verb) {
      const letter = await pick(id);
      if (!letter) return false;
      if (letter.kind === "report") {
        return verb === "replay" ? inbox.revive(id) : inbox.drop(id);
      }
      return verb === "replay" ? outbox.revive(id, clock.now()) : outbox.drop(id);
    },
  };
}

async function untoldBy(outbox: Outbox, id: string): Promise<Untold | undefined> {
  const sealed = await outbox.find(id);
  if (!sealed) return undefined;
  const { delivery, sealedAt } = sealed;
  return {
    subscription: delivery.subscriptionId,
    address: delivery.address,
    sealedAt,
    items: isAllClear(sealed)
      ? []
      : sealed.items.map(({ incident }) => ({
          incidentId: incident.id,
          headline: incident.headline,
        })),
  };
}
