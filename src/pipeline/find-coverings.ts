import type { OwedItem } from "../digest/compose-digest.ts";
import type { Coverings } from "../digest/fold-covered.ts";
import type { Inhibitions } from "../match/inhibition.ts";
import type { Incident } from "../model/incident.ts";
import type { Deliveries } from "./delivery-ports.ts";
import type { HidingIncidents } from "./hiding-incidents.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { LogWindows } from "./log-windows.ts";
import type { Enlisted } from "./roster.ts";

export interface CoveringPorts {
  readonly deliveries: Pick<Deliveries, "sentVersions">;
  readonly inhibitions: Inhibitions;
  readonly hiding: HidingIncidents;
}

export interface FoundCoverings {
  readonly coverings: Coverings;
  /** Of the incidents that hide, those this delivery told in an earlier mail. */
  readonly toldBefore: ReadonlySet<string>;
}

export const NO_COVERINGS: FoundCoverings = { coverings: new Map(), toldBefore: new Set() };

/** Which of the news owed would be hidden, under what is owed with it or was told before. */
export async function findCoverings(
  ports: CoveringPorts,
  { delivery, subscription }: Enlisted,
  owed: readonly {
    readonly item: Pick<OwedItem["item"], "kind">;
    readonly latest: Incident;
  }[],
  to: Temporal.Instant,
): Promise<FoundCoverings> {
  const { inhibitions } = ports;
  if (inhibitions.longestSeconds === 0) return NO_COVERINGS;
  const news = owed.flatMap(({ item, latest }) =>
    item.kind === "new" && inhibitions.mayBeHidden(latest, subscription) ? [latest] : [],
  );
  if (news.length === 0) return NO_COVERINGS;
  const touched = new Set(owed.map(({ latest }) => latest.id));
  const before = (await toldVersions(ports, delivery.id, await ports.hiding(to))).flatMap(
    ({ told, latest }) => (latest.retracted || touched.has(told.id) ? [] : [told]),
  );
  const beside = owed.flatMap(({ item, latest }) => (item.kind === "retraction" ? [] : [latest]));
  return {
    coverings: inhibitions.coverings(news, [...before, ...beside], subscription),
    toldBefore: new Set(before.map(({ id }) => id)),
  };
}

/**
 * What lies before the cursor and is owed after all: it went without saying beside an
 * incident that is withdrawn or corrected in this window.
 */
export async function uncovered(
  ports: CoveringPorts & { readonly windows: Pick<LogWindows, "parts"> },
  { delivery, subscription }: Enlisted,
  entries: readonly LoggedIncident[],
  { cursor, to }: { readonly cursor: Temporal.Instant; readonly to: Temporal.Instant },
): Promise<readonly LoggedIncident[]> {
  const { inhibitions } = ports;
  if (inhibitions.longestSeconds === 0) return [];
  const undone = new Set(
    entries.flatMap(({ incident: { id, change } }) =>
      change === "retraction" || change === "correction" ? [id] : [],
    ),
  );
  if (undone.size === 0) return [];
  const versions = (await ports.hiding(to)).filter(({ incident }) => undone.has(incident.id));
  const hid = (await toldVersions(ports, delivery.id, versions)).map(({ told }) => told);
  if (hid.length === 0) return [];
  const first = hid
    .map(({ updatedAt }) => Temporal.Instant.from(updatedAt))
    .toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
  const from = (first ?? cursor).subtract({ seconds: inhibitions.longestSeconds });
  const again: LoggedIncident[] = [];
  for await (const earlier of ports.windows.parts(from, cursor)) {
    const incidents = earlier.map(({ incident }) => incident);
    const covered = inhibitions.coverings(incidents, hid, subscription);
    again.push(...earlier.filter(({ incident }) => covered.has(incident.id)));
  }
  return again;
}

interface ToldVersion {
  readonly told: Incident;
  /** The last version in the log, told or not. */
  readonly latest: Incident;
}

/** Of each incident the version that this delivery told last. */
async function toldVersions(
  { deliveries }: CoveringPorts,
  deliveryId: string,
  entries: readonly LoggedIncident[],
): Promise<readonly ToldVersion[]> {
  const byId = Map.groupBy(entries, ({ incident }) => incident.id);
  const sent = await deliveries.sentVersions(deliveryId, [...byId.keys()]);
  return [...byId].flatMap(([id, own]) => {
    const versions = own.map(({ incident }) => incident);
    const sorted = versions.toSorted((a, b) => a.version - b.version);
    const told = sorted.findLast(({ version }) => version <= (sent.get(id) ?? 0));
    const latest = sorted.at(-1);
    return told && latest ? [{ told, latest }] : [];
  });
}
