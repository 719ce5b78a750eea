import { randomBytes } from "node:crypto";

import { openSilenceReader } from "../config/silence-document.ts";
import type { FieldFault } from "../config/subscription-document.ts";
import type { Names } from "../config/vocabulary.ts";
import type { SilenceStore } from "../pipeline/operator-ports.ts";
import type { Clock } from "../pipeline/ports.ts";

export interface SilenceDeskOptions {
  readonly store: SilenceStore;
  readonly clock: Clock;
  readonly names: () => Names;
}

/** Silences as the API and the command write them. */
export function silenceDesk({ store, clock, names }: SilenceDeskOptions) {
  return {
    async list() {
      const now = clock.now();
      const silences = await store.list();
      return silences.map(({ document, ...rest }) => ({
        ...rest,
        ...document,
        state: stateOf(document, now),
      }));
    },
    async add(
      document: unknown,
      author: string,
    ): Promise<{ readonly id?: string; readonly faults: readonly FieldFault[] }> {
      const now = clock.now();
      const { silence, faults } = openSilenceReader(names())(document, { now, author });
      if (!silence) return { faults };
      const { startsAt, endsAt } = silence;
      // As it was written: its names are looked up anew wherever they change.
      const written = { ...(document as object), author: silence.author, startsAt, endsAt };
      const id = `s-${randomBytes(5).toString("hex")}`;
      await store.add({ id, document: written, createdAt: now.toString() });
      return { id, faults };
    },
    end: (id: string) => store.end(id, clock.now()),
  };
}

function stateOf(
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string },
  now: Temporal.Instant,
): "to come" | "in force" | "ended" {
  if (Temporal.Instant.compare(Temporal.Instant.from(endsAt), now) <= 0) return "ended";
  return Temporal.Instant.compare(Temporal.Instant.from(startsAt), now) <= 0
    ? "in force"
    : "to come";
}
