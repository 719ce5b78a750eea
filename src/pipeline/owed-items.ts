import { composeWindow, loggedAt, type OwedItem } from "../digest/compose-digest.ts";
import { type Coverings, foldCovered } from "../digest/fold-covered.ts";
import { chosenItems, withholdingAt } from "../digest/reader-choices.ts";
import type { Candidate } from "../digest/release.ts";
import type { Folded } from "../model/digest.ts";
import type { Severity } from "../model/severity.ts";
import type { Deliveries, DeliveryState } from "./delivery-ports.ts";
import { findCoverings, NO_COVERINGS, uncovered } from "./find-coverings.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { Enlisted } from "./roster.ts";
import type { Sealing } from "./sealing.ts";
import { touchedEntries } from "./touched-entries.ts";

export interface Owed {
  readonly candidates: readonly Candidate[];
  /** Incidents that waited, and were withdrawn before they were told. */
  readonly withdrawn: number;
  /** Which of the candidates would hide which, if told in one mail. */
  readonly coverings: Coverings;
  /** What goes without saying beside an earlier mail. */
  readonly folded: readonly Folded[];
}

export interface OwedWindow {
  /** Exclusive; a closed boundary of the log. */
  readonly to: Temporal.Instant;
  /** Undefined: from the delivery's cursor on; else what was kept back alone is looked at. */
  readonly keptOnly?: true | undefined;
  readonly floor?: Severity | undefined;
}

const NOTHING: Owed = {
  candidates: [],
  withdrawn: 0,
  coverings: NO_COVERINGS.coverings,
  folded: [],
};

/**
 * What a delivery owes for a window and from what it kept back: composed from the log, by
 * the rules as they are now, so that what was held is what it has become.
 */
export async function owedItems(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  window: OwedWindow,
): Promise<Owed> {
  const { delivery, subscription } = enlisted;
  const inWindow = await entriesOf(ports, enlisted, state, window);
  const entries = touchedEntries(ports, subscription, inWindow);
  if (entries.length === 0) return NOTHING;
  const trace = (incident: LoggedIncident["incident"]) => ports.trace(subscription, incident);
  const ids = [...new Set(entries.map(({ incident }) => incident.id))];
  const { readers, deliveries, meter } = ports;
  const [sent, known] = await Promise.all([
    highestVersions(deliveries, [delivery.id, ...enlisted.toldBy], ids),
    highestVersions(deliveries, enlisted.knownBy, ids),
  ]);
  const { owed, withdrawn } = composeWindow({
    entries,
    sent,
    known,
    floor: window.floor,
    trace,
  });
  if (owed.length + withdrawn === 0) return NOTHING;
  const choices = await readers.choices(delivery);
  const withholding = withholdingAt(choices, ports.clock.now());
  if (withholding !== undefined) {
    meter.count("digests_sealed", { kind: withholding });
    return NOTHING;
  }
  const chosen = new Set(
    chosenItems(
      owed.map(({ item }) => item),
      choices,
    ),
  );
  const told = owed.filter(({ item }) => chosen.has(item));
  const wanted = await ports.hideSilenced(told, delivery);
  const { coverings, toldBefore } = await findCoverings(ports, enlisted, wanted, window.to);
  // Whoever muted a story hears nothing of it that could stand for another.
  const heard = new Set([...toldBefore].filter((id) => !choices.mutes.has(id)));
  // Before anything waits: what is left out fills no limit and reaches nobody.
  const { shown, folded } = foldBefore(wanted, coverings, heard);
  const candidates = await Promise.all(shown.map((one) => withHold(ports, one)));
  return { candidates, withdrawn, coverings, folded };
}

/** Under what an earlier mail told alone: what is owed beside it may yet wait. */
function foldBefore(
  wanted: readonly OwedItem[],
  coverings: Coverings,
  toldBefore: ReadonlySet<string>,
) {
  const earlier = Array.from(coverings, ([id, covering]) => {
    const before = covering.filter(({ under }) => toldBefore.has(under));
    return [id, before] as const;
  });
  return foldCovered(wanted, new Map(earlier), toldBefore);
}

async function entriesOf(
  ports: Sealing,
  enlisted: Enlisted,
  state: DeliveryState,
  window: OwedWindow,
): Promise<readonly LoggedIncident[]> {
  const entries = await windowEntries(ports, state, window);
  const { cursor } = state;
  const again = await uncovered(ports, enlisted, entries, { cursor, to: window.to });
  return again.length === 0 ? entries : [...again, ...entries];
}

async function windowEntries(
  { windows }: Sealing,
  { cursor, kept }: DeliveryState,
  { to, keptOnly }: OwedWindow,
): Promise<readonly LoggedIncident[]> {
  if (kept.length === 0) return keptOnly ? [] : windows.read(cursor, to);
  const ids = new Set(kept.map(({ incidentId }) => incidentId));
  const since = Math.min(...kept.map((one) => one.since.epochMilliseconds));
  const from = Temporal.Instant.fromEpochMilliseconds(Math.min(since, cursor.epochMilliseconds));
  const entries = await windows.read(from, to);
  return entries.filter(
    (entry) =>
      ids.has(entry.incident.id) || (!keptOnly && loggedAt(entry) >= cursor.epochMilliseconds),
  );
}

/** By incident, the highest that any of the deliveries was owed. */
async function highestVersions(
  deliveries: Deliveries,
  deliveryIds: readonly string[],
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const told = await Promise.all(deliveryIds.map((id) => deliveries.sentVersions(id, incidentIds)));
  const highest = new Map<string, number>();
  for (const [incident, version] of told.flatMap((versions) => [...versions]))
    highest.set(incident, Math.max(version, highest.get(incident) ?? 0));
  return highest;
}

/** An update of what a reader has is theirs whoever else it reaches. */
async function withHold({ judge }: Sealing, owed: OwedItem): Promise<Candidate> {
  return owed.item.kind === "new" ? { ...owed, hold: await judge(owed.latest) } : owed;
}
