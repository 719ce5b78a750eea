import { openSilenceReader } from "../config/silence-document.ts";
import { compileSilences, type Recipient, type Silences } from "../match/silence.ts";
import type { Incident } from "../model/incident.ts";
import type { Silence } from "../model/silence.ts";
import type { SilenceStore } from "../pipeline/operator-ports.ts";
import type { Clock } from "../pipeline/ports.ts";
import type { Knowledge } from "./knowledge.ts";

/** The silences in force. */
export interface LiveSilences {
  find(incident: Incident, recipient: Recipient): Silence | undefined;
  /** Catches up with what was added and ended. */
  follow(): Promise<void>;
}

export interface LiveSilencesOptions {
  readonly store: SilenceStore;
  readonly clock: Clock;
  readonly knowledge: () => Knowledge;
}

/** Those that stand in the store and are usable under the configuration. */
export async function readSilences(
  store: Pick<SilenceStore, "list">,
  { names, taxonomy }: Pick<Knowledge, "names" | "taxonomy">,
  now: Temporal.Instant,
): Promise<Silences> {
  const readSilence = openSilenceReader(names);
  const usable = (await store.list()).flatMap(({ id, document }) => {
    const { silence } = readSilence(document, { now, author: "" });
    return silence ? [{ id, ...silence }] : [];
  });
  return compileSilences(usable, taxonomy);
}

/** How long one that ended is still listed. */
const REMEMBERED = { hours: 7 * 24 };

export function followSilences({ store, clock, knowledge }: LiveSilencesOptions): LiveSilences {
  let silences: Silences = { find: () => undefined };
  let read: { readonly version: string; readonly under: Knowledge } | undefined;
  return {
    find: (incident, recipient) => silences.find(incident, recipient, clock.now()),
    async follow() {
      const under = knowledge();
      const version = await store.version();
      if (read?.version === version && read.under === under) return;
      const now = clock.now();
      await store.forget(now.subtract(REMEMBERED));
      silences = await readSilences(store, under, now);
      // Also where one is no longer usable: a region it names was taken out.
      read = { version, under };
    },
  };
}
