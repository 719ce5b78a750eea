import { type Digest, isAllClear } from "../model/digest.ts";
import type { OwnHour, ReaderChoices, ReaderView, Story } from "../model/reader.ts";
import type { ReaderToken } from "../receive/reader-token.ts";
import type { Deliveries, Readers } from "./delivery-ports.ts";
import type { IncidentLog } from "./log-ports.ts";
import type { Enlisted, Roster } from "./roster.ts";
import type { Outbox } from "./sending-ports.ts";

export interface ReaderViewPorts {
  readonly readers: Pick<Readers, "hours">;
  readonly deliveries: Pick<Deliveries, "read">;
  readonly outbox: Pick<Outbox, "find">;
  readonly log: Pick<IncidentLog, "find">;
  readonly roster: () => Roster;
}

const MOST_DIGESTS = 7;

/** What the page shows, as far as the link's scope goes. */
export async function viewReader(
  ports: ReaderViewPorts,
  token: ReaderToken,
  choices: ReaderChoices,
): Promise<ReaderView> {
  const { subscriptionId, address, scope } = token;
  const enlisted = ports
    .roster()
    .of(subscriptionId)
    .filter(({ delivery }) => delivery.address === address);
  const subscription = enlisted[0]?.subscription;
  return {
    subscriptionId,
    address,
    scope,
    name: subscription?.name ?? subscriptionId,
    timezone: subscription?.timezone ?? "UTC",
    unsubscribed: choices.unsubscribed,
    pausedUntil: choices.pausedUntil?.toString(),
    hours: [],
    muted: [],
    ...(scope === "mute" && { story: await storyOf(ports, token, choices) }),
    ...(scope === "page" && (await whole(ports, enlisted, choices))),
  };
}

async function whole(
  ports: ReaderViewPorts,
  enlisted: readonly Enlisted[],
  choices: ReaderChoices,
): Promise<Pick<ReaderView, "severity" | "hours" | "muted" | "digests">> {
  const isSecret = enlisted[0]?.subscription.mail.openpgp !== undefined;
  const rights = enlisted[0]?.subscription.readers?.change ?? [];
  return {
    severity: rights.includes("severity") ? { chosen: choices.severity } : undefined,
    hours: rights.includes("hour") ? hoursOf(enlisted, await ports.readers.hours()) : [],
    muted: await storiesOf(ports, choices),
    ...(!isSecret && { digests: await lastDigests(ports, enlisted) }),
  };
}

async function storyOf(
  { log }: ReaderViewPorts,
  { incidentId = "" }: ReaderToken,
  { mutes }: ReaderChoices,
): Promise<ReaderView["story"]> {
  const incident = await log.find(incidentId);
  return incident && { incidentId, headline: incident.headline, isMuted: mutes.has(incidentId) };
}

async function storiesOf({ log }: ReaderViewPorts, { mutes }: ReaderChoices): Promise<Story[]> {
  const incidents = await Promise.all([...mutes.keys()].map((id) => log.find(id)));
  return incidents.flatMap((incident) =>
    incident ? [{ incidentId: incident.id, headline: incident.headline }] : [],
  );
}

function hoursOf(enlisted: readonly Enlisted[], chosen: ReadonlyMap<string, string>): OwnHour[] {
  return enlisted.flatMap(({ delivery: { id, schedule } }) =>
    schedule.kind === "at"
      ? [{ deliveryId: id, days: schedule.days, operators: schedule.time, chosen: chosen.get(id) }]
      : [],
  );
}

/** Newest first. They are numbered, so that nobody has to keep a list of them. */
async function lastDigests(
  { deliveries, outbox }: ReaderViewPorts,
  enlisted: readonly Enlisted[],
): Promise<readonly Digest[]> {
  const found = await Promise.all(
    enlisted.map(async ({ delivery }) => {
      const state = await deliveries.read(delivery.id);
      if (!state) return [];
      const first = Math.max(1, state.sequence - MOST_DIGESTS + 1);
      const ids = Array.from(
        { length: state.sequence - first + 1 },
        (_, at) => `${delivery.id}.${state.epoch}-${first + at}`,
      );
      return Promise.all(ids.map((id) => outbox.find(id)));
    }),
  );
  return found
    .flat()
    .flatMap((sealed) => (sealed && !isAllClear(sealed) ? [sealed] : []))
    .filter(({ mail }) => mail.openpgp === undefined)
    .toSorted((a, b) => b.sealedAt.localeCompare(a.sealedAt))
    .slice(0, MOST_DIGESTS);
}
