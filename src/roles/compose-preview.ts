import { composeWindow } from "../digest/compose-digest.ts";
import { foldCovered } from "../digest/fold-covered.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Inhibitions } from "../match/inhibition.ts";
import type { Digest } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Taxonomy } from "../model/threat.ts";
import { findCoverings } from "../pipeline/find-coverings.ts";
import type { LoggedIncident } from "../pipeline/log-ports.ts";
import type { Enlisted } from "../pipeline/roster.ts";

export interface PreviewInput {
  readonly taxonomy: Taxonomy;
  readonly inhibitions: Inhibitions;
  readonly window: { readonly from: Temporal.Instant; readonly to: Temporal.Instant };
  /** The window's part of the log. */
  readonly entries: readonly LoggedIncident[];
}

/** A delivery without a past. */
const TOLD_NOTHING = {
  hiding: async () => [],
  deliveries: { sentVersions: async () => new Map<string, number>() },
};

/** What a delivery would bring over this window to a reader who was told nothing before. */
export async function composePreview(
  enlisted: Enlisted,
  { taxonomy, inhibitions, window, entries }: PreviewInput,
): Promise<Digest | undefined> {
  const { subscription, delivery } = enlisted;
  const trace = (incident: Incident) => traceSubscription(subscription, incident, taxonomy);
  const { schedule } = delivery;
  const floor = schedule.kind === "immediately" ? schedule.severity : undefined;
  const { owed } = composeWindow({ entries, sent: new Map(), trace, floor });
  const ports = { inhibitions, ...TOLD_NOTHING };
  const { coverings } = await findCoverings(ports, enlisted, owed, window.to);
  const { shown, folded } = foldCovered(owed, coverings);
  const [first, ...rest] = shown.map(({ item }) => item);
  return (
    first && {
      id: `${delivery.id}.preview`,
      delivery,
      subscriptionName: subscription.name,
      timezone: subscription.timezone,
      mail: subscription.mail,
      window: { from: window.from.toString(), to: window.to.toString() },
      late: false,
      sealedAt: window.to.toString(),
      items: [first, ...rest],
      ...(folded.length > 0 && { folded }),
    }
  );
}
