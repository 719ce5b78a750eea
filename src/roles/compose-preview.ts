import { composeItems } from "../digest/compose-digest.ts";
import { traceSubscription } from "../match/compile-subscription.ts";
import type { Digest } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Taxonomy } from "../model/threat.ts";
import type { LoggedIncident } from "../pipeline/ports.ts";
import type { Enlisted } from "../pipeline/roster.ts";

export interface PreviewInput {
  readonly taxonomy: Taxonomy;
  readonly window: { readonly from: Temporal.Instant; readonly to: Temporal.Instant };
  /** The window's part of the log. */
  readonly entries: readonly LoggedIncident[];
}

/** What a delivery would bring over this window to a reader who was told nothing before. */
export function composePreview(
  { subscription, delivery }: Enlisted,
  { taxonomy, window, entries }: PreviewInput,
): Digest | undefined {
  const trace = (incident: Incident) => traceSubscription(subscription, incident, taxonomy);
  const { schedule } = delivery;
  const floor = schedule.kind === "immediately" ? schedule.severity : undefined;
  const [first, ...rest] = composeItems({ entries, sent: new Map(), trace, floor });
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
    }
  );
}
