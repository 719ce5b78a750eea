import type { BuriedReport, Clock, DeadDigest, Inbox, Outbox } from "./ports.ts";

/** What was set aside until a person decides. */
export type DeadLetter =
  | ({ readonly kind: "report" } & BuriedReport)
  | ({ readonly kind: "digest" } & DeadDigest);

export interface DeadLetters {
  list(): Promise<readonly DeadLetter[]>;
  find(id: string): Promise<DeadLetter | undefined>;
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
  const find = async (id: string) => (await list()).find((letter) => letter.id === id);
  return {
    list,
    find,
    async settle(id, verb) {
      const letter = await find(id);
      if (!letter) return false;
      if (letter.kind === "report") {
        return verb === "replay" ? inbox.revive(id) : inbox.drop(id);
      }
      return verb === "replay" ? outbox.revive(id, clock.now()) : outbox.drop(id);
    },
  };
}
