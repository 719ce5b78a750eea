import { composeItems, type LoggedIncident } from "../digest/compose-digest.ts";
import { immediatelyDue } from "../digest/immediately-due.ts";
import { chosenItems, withholdingAt } from "../digest/reader-choices.ts";
import { latestSlot, type TimedSchedule } from "../digest/schedule.ts";
import type { Delivery, Digest, DigestItem } from "../model/digest.ts";
import type { Incident } from "../model/incident.ts";
import type { Trace } from "../model/match.ts";
import { SEVERITIES, type Severity, severityRank } from "../model/severity.ts";
import type { Schedule, Subscription } from "../model/subscription.ts";
import type {
  Clock,
  Deliveries,
  DeliveryState,
  DueIndex,
  IncidentLog,
  Meter,
  Outbox,
  PassSeam,
  Pulse,
  Readers,
  StepLogger,
} from "./ports.ts";
import type { Enlisted, Roster } from "./roster.ts";

export interface SealDeliveriesPorts {
  readonly log: IncidentLog;
  readonly due: DueIndex;
  readonly deliveries: Deliveries;
  readonly outbox: Outbox;
  readonly readers: Readers;
  readonly pulse: Pulse;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly logger: StepLogger;
  readonly passSeam: PassSeam;
  readonly roster: () => Roster;
  readonly trace: (subscription: Subscription, incident: Incident) => Trace;
}

/** Later than this after its time a digest says so. */
const LATE = { minutes: 15 };
const SOON = { seconds: 1 };
/** Seals remembered where no limit asks for more. */
const SEALS_KEPT = 1;

/** Where to look at a delivery next; undefined: when it is woken. */
type NextLook = Temporal.Instant | undefined;

/** Parts of the log read in one round, by their ends: many deliveries share a window. */
export type Windows = Map<string, Promise<readonly LoggedIncident[]>>;

/**
 * Seals one delivery that is due: the window is closed, what is owed is composed
 * from the log, and cursor, digest and sent marks move at once. A crash before
 * that changes nothing; after it the digest is found by the delivery's own list.
 */
export async function sealDelivery(
  ports: SealDeliveriesPorts,
  enlisted: Enlisted,
  windows: Windows,
): Promise<NextLook> {
  const { deliveries, outbox, clock } = ports;
  const state = await deliveries.read(enlisted.delivery.id);
  if (!state) return undefined;
  // A run that died between the seal and the outbox left its digest here.
  for (const id of state.open) await outbox.add(id, clock.now());

  const { schedule } = enlisted.delivery;
  return schedule.kind === "immediately"
    ? sealImmediate(ports, enlisted, state, schedule)
    : sealTimed({ ...ports, windows }, enlisted, state, schedule);
}

async function sealTimed(
  ports: SealDeliveriesPorts & { readonly windows: Windows },
  enlisted: Enlisted,
  state: DeliveryState,
  schedule: TimedSchedule,
): Promise<NextLook> {
  const { clock, log, windows } = ports;
  const { timezone } = enlisted.subscription;
  const now = clock.now();
  if (!state.due) return undefined;
  if (Temporal.Instant.compare(now, state.due) < 0) return state.due;
  const { slot, next } = latestSlot(schedule, timezone, state.due, now);
  const to = await log.closeWindow(slot);
  if (!to) return now.add(SOON);

  const key = `${state.cursor.epochMilliseconds}-${to.epochMilliseconds}`;
  const entries = await (windows.get(key) ?? remember(windows, key, log.read(state.cursor, to)));
  const items = await owed(ports, enlisted, entries);
  const missed = !slot.equals(state.due);
  const late = missed || Temporal.Instant.compare(now, slot.add(LATE)) > 0;
  const sealed = await seal(ports, enlisted, state, { to, next, items, late });
  return sealed ? next : now.add(SOON);
}

async function sealImmediate(
  ports: SealDeliveriesPorts,
  enlisted: Enlisted,
  state: DeliveryState,
  schedule: Extract<Schedule, { kind: "immediately" }>,
): Promise<NextLook> {
  const { clock, log } = ports;
  const { quiet, timezone } = enlisted.subscription;
  const to = await log.closeWindow(undefined);
  if (!to) return clock.now().add(SOON);
  const entries = await log.read(state.cursor, to);
  const items = await owed(ports, enlisted, entries, schedule.severity);
  const now = clock.now();
  let earliest = now;
  if (items.length > 0) {
    const wokenAt = firstLogged(entries, items) ?? now;
    const { recentSeals } = state;
    earliest = immediatelyDue({
      wokenAt,
      schedule,
      recentSeals,
      timezone,
      quiet,
      worst: worstOf(items),
    });
    if (Temporal.Instant.compare(earliest, now) > 0) return earliest;
  }
  const late = Temporal.Instant.compare(now, earliest.add(LATE)) > 0;
  const sealed = await seal(ports, enlisted, state, { to, next: undefined, items, late });
  return sealed ? undefined : now.add(SOON);
}

async function owed(
  ports: SealDeliveriesPorts,
  enlisted: Enlisted,
  entries: readonly LoggedIncident[],
  floor?: Severity,
): Promise<readonly DigestItem[]> {
  if (entries.length === 0) return [];
  const { readers, trace, meter } = ports;
  const { delivery, subscription } = enlisted;
  const items = composeItems({
    entries,
    sent: await versionsTold(ports, enlisted, entries),
    floor,
    trace: (incident) => trace(subscription, incident),
  });
  if (items.length === 0) return [];
  const choices = await readers.choices(delivery);
  const withholding = withholdingAt(choices, ports.clock.now());
  if (withholding === undefined) return chosenItems(items, choices);
  meter.count("digests_sealed", { kind: withholding });
  return [];
}

/** What this reader knows already: what this delivery was owed, and what others told for it. */
async function versionsTold(
  { deliveries }: SealDeliveriesPorts,
  { delivery, toldBy }: Enlisted,
  entries: readonly LoggedIncident[],
): Promise<ReadonlyMap<string, number>> {
  const ids = [...new Set(entries.map(({ incident }) => incident.id))];
  const own = await deliveries.sentVersions(delivery.id, ids);
  const told = new Map(own);
  for (const id of toldBy) {
    for (const [incident, version] of await deliveries.sentVersions(id, ids)) {
      told.set(incident, Math.max(version, told.get(incident) ?? 0));
    }
  }
  return told;
}

interface Sealing {
  readonly to: Temporal.Instant;
  readonly next: NextLook;
  readonly items: readonly DigestItem[];
  readonly late: boolean;
}

/** False where another notifier was faster. */
async function seal(
  ports: SealDeliveriesPorts,
  { delivery, subscription }: Enlisted,
  state: DeliveryState,
  { to, next, items, late }: Sealing,
): Promise<boolean> {
  const { deliveries, outbox, pulse, clock, meter, logger, passSeam } = ports;
  const now = clock.now();
  const [first, ...rest] = items;
  const digest: Digest | undefined = first && {
    id: `${delivery.id}.${state.epoch}-${state.sequence + 1}`,
    delivery,
    subscriptionName: subscription.name,
    timezone: subscription.timezone,
    mail: subscription.mail,
    window: { from: state.cursor.toString(), to: to.toString() },
    late,
    sealedAt: now.toString(),
    items: [first, ...rest],
  };
  passSeam("before-seal");
  const sealed = await deliveries.seal({
    deliveryId: delivery.id,
    from: state,
    cursor: to,
    due: next,
    recentSeals: digest
      ? [...state.recentSeals, now].slice(-sealsKept(delivery.schedule))
      : state.recentSeals,
    digest,
  });
  if (!sealed) return false;
  passSeam("after-seal");
  if (!digest) return true;
  await outbox.add(digest.id, now);
  await pulse.digests([digest.id]);
  meter.count("digests_sealed", { kind: delivery.schedule.kind });
  logger.info({ digestId: digest.id, items: items.length, late }, "digest sealed");
  return true;
}

function remember<T>(known: Map<string, Promise<T>>, key: string, value: Promise<T>): Promise<T> {
  known.set(key, value);
  return value;
}

function sealsKept(schedule: Delivery["schedule"]): number {
  return schedule.kind === "immediately" ? (schedule.limit?.count ?? SEALS_KEPT) : SEALS_KEPT;
}

function worstOf(items: readonly DigestItem[]): Severity {
  const ranks = items.map(({ incident }) => severityRank(incident.classification.severity));
  return SEVERITIES[Math.max(...ranks)] ?? "unknown";
}

/** When the first of the incidents owed came into the log. */
function firstLogged(
  entries: readonly LoggedIncident[],
  items: readonly DigestItem[],
): Temporal.Instant | undefined {
  const wanted = new Set(items.map(({ incident }) => incident.id));
  const first = entries.find(({ incident }) => wanted.has(incident.id));
  return first && Temporal.Instant.fromEpochMilliseconds(Number(first.position.split("-")[0]));
}
