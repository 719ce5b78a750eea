import type { Inhibitions } from "../match/inhibition.ts";
import type { Incident } from "../model/incident.ts";
import type { Silence } from "../model/silence.ts";
import type { Deliveries } from "../pipeline/delivery-ports.ts";
import { findCoverings } from "../pipeline/find-coverings.ts";
import type { IncidentLog } from "../pipeline/log-ports.ts";
import type { Enlisted } from "../pipeline/roster.ts";
import type { LiveSilences } from "./live-silences.ts";

/** Why a delivery would not tell an incident that its rules ask for; both absent: it would. */
export interface HiddenFrom {
  readonly silencedBy?: Pick<Silence, "id" | "reason" | "author" | "endsAt">;
  readonly inhibitedBy?: {
    readonly inhibition: string;
    /** The incident that was told, and whose mail counts this one. */
    readonly under: string;
  };
}

export interface HidingRules {
  readonly silences: Pick<LiveSilences, "find">;
  readonly inhibitions: Inhibitions;
  readonly log: Pick<IncidentLog, "read">;
  readonly deliveries: Pick<Deliveries, "sentVersions">;
}

/** What hides one incident version from a delivery, by what that delivery was told so far. */
export function openHiddenFrom(incident: Incident, rules: HidingRules) {
  const { silences, inhibitions, log, deliveries } = rules;
  const told = Temporal.Instant.from(incident.updatedAt);
  const seconds = inhibitions.longestSeconds;
  let read: ReturnType<typeof log.read> | undefined;
  // Either may come first: the one that hides, and the hidden one.
  const hiding = () =>
    (read ??= log.read(told.subtract({ seconds }), told.add({ seconds: seconds + 1 })));
  return async (enlisted: Enlisted): Promise<HiddenFrom> => {
    const silence = silences.find(incident, enlisted.delivery);
    if (silence) {
      const { id, reason, author, endsAt } = silence;
      return { silencedBy: { id, reason, author, endsAt } };
    }
    const sent = await deliveries.sentVersions(enlisted.delivery.id, [incident.id]);
    if (sent.has(incident.id)) return {};
    const owed = [{ item: { kind: "new" as const }, latest: incident }];
    const ports = { inhibitions, deliveries, hiding };
    const { coverings } = await findCoverings(ports, enlisted, owed, told);
    const [covering] = coverings.get(incident.id) ?? [];
    return covering ? { inhibitedBy: covering } : {};
  };
}
