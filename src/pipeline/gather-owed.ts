import { composeWindow, type OwedItem } from "../digest/compose-digest.ts";
import { chosenItems, withholdingAt } from "../digest/reader-choices.ts";
import type { LeftOut } from "../model/digest.ts";
import type { ReaderChoices } from "../model/reader.ts";
import type { Severity } from "../model/severity.ts";
import type { Deliveries, DeliveryState, Readers } from "./delivery-ports.ts";
import { uncovered } from "./find-coverings.ts";
import { leavingOut } from "./leaving-out.ts";
import type { LoggedIncident } from "./log-ports.ts";
import type { Enlisted } from "./roster.ts";
import type { Sealing } from "./sealing.ts";
import { touchedEntries } from "./touched-entries.ts";

export interface GatherPorts extends Pick<
  Sealing,
  | "clock"
  | "meter"
  | "windows"
  | "log"
  | "trace"
  | "matching"
  | "inhibitions"
  | "hiding"
  | "hideSilenced"
> {
  readonly deliveries: Pick<Deliveries, "sentVersions">;
  readonly readers: Pick<Readers, "choices">;
}

export interface OwedWindow {
  /** Exclusive; a closed boundary of the log. */
  readonly to: Temporal.Instant;
  /** Undefined: from the delivery's cursor on; else what was kept back alone is looked at. */
  readonly keptOnly?: true | undefined;
  readonly floor?: Severity | undefined;
  /** News last heard of before this is left out and counted; undefined: no limit. */
  readonly reach?: Temporal.Instant | undefined;
}

export interface Gathered {
  /** The worst first. */
  readonly wanted: readonly OwedItem[];
  readonly leftOut: Omit<LeftOut, "folded">;
  /** Stories that the reader wants to hear no more of. */
  readonly mutes: ReaderChoices["mutes"];
}

/** Incidents looked at together; above it those that do not come into a mail anyway are let go. */
const MOST_GATHERED = 2_000;

/** What a delivery owes before anything of it waits. Undefined: nothing, or no mail goes to the reader. */
export async function gatherOwed(
  ports: GatherPorts,
  enlisted: Enlisted,
  state: Pick<DeliveryState, "cursor" | "kept">,
  window: OwedWindow,
): Promise<Gathered | undefined> {
  const leaving = leavingOut(window.reach);
  let mutes: Gathered["mutes"] = new Map();
  const gathered = new Map<string, LoggedIncident>();
  const looked = new Set(state.kept.map(({ incidentId }) => incidentId));
  const siftAll = async () => {
    const sifted = await sift(ports, enlisted, [...gathered.values()], window.floor);
    if (sifted === "withheld") return sifted;
    mutes = sifted.mutes ?? mutes;
    leaving.withdraw(sifted.withdrawn);
    return { ...sifted, wanted: leaving.within(sifted.owed) };
  };
  for await (const entries of ownParts(ports, enlisted, { state, window, looked })) {
    for (const entry of entries) {
      gathered.set(entry.position, entry);
      looked.add(entry.incident.id);
      leaving.lookAgain(entry.incident.id);
    }
    if (looked.size <= MOST_GATHERED) continue;
    const sifted = await siftAll();
    if (sifted === "withheld") return undefined;
    looked.clear();
    for (const id of sifted.toldBefore) looked.add(id);
    for (const { latest } of sifted.wanted) looked.add(latest.id);
    for (const [position, { incident }] of gathered)
      if (!looked.has(incident.id)) gathered.delete(position);
  }
  const sifted = await siftAll();
  if (sifted === "withheld") return undefined;
  return { wanted: sifted.wanted, leftOut: leaving.sum(), mutes };
}

/** What was kept back, then part after part of the window what may be owed. `looked`: incidents gathered so far. */
async function* ownParts(
  ports: GatherPorts,
  enlisted: Enlisted,
  {
    state: { cursor, kept },
    window: { to, keptOnly },
    looked,
  }: {
    readonly state: Pick<DeliveryState, "cursor" | "kept">;
    readonly window: OwedWindow;
    readonly looked: ReadonlySet<string>;
  },
): AsyncGenerator<readonly LoggedIncident[]> {
  if (kept.length > 0) yield ports.log.entriesAt(kept.flatMap(({ positions }) => positions));
  else if (keptOnly) return;
  for await (const part of ports.windows.parts(cursor, to)) {
    const entries = keptOnly ? part.filter(({ incident }) => looked.has(incident.id)) : part;
    yield uncovered(ports, enlisted, entries, { cursor, to });
    yield touchedEntries(ports, enlisted.subscription, entries, looked);
  }
}

interface Sifted {
  /** The worst first. */
  readonly owed: readonly OwedItem[];
  readonly withdrawn: number;
  /** Incidents that the reader knows, whether or not there is more to tell of them. */
  readonly toldBefore: readonly string[];
  /** Undefined: nothing is owed, and the reader was not asked. */
  readonly mutes?: ReaderChoices["mutes"] | undefined;
}

/** What of it the reader is owed, wants to hear, and no silence hides. */
async function sift(
  ports: GatherPorts,
  enlisted: Enlisted,
  entries: readonly LoggedIncident[],
  floor: Severity | undefined,
): Promise<Sifted | "withheld"> {
  const { readers, deliveries, meter, clock } = ports;
  const { delivery, subscription } = enlisted;
  const ids = [...new Set(entries.map(({ incident }) => incident.id))];
  const [sent, known] = await Promise.all([
    highestVersions(deliveries, [delivery.id, ...enlisted.toldBy], ids),
    highestVersions(deliveries, enlisted.knownBy, ids),
  ]);
  const trace = (incident: LoggedIncident["incident"]) => ports.trace(subscription, incident);
  const { owed, withdrawn } = composeWindow({ entries, sent, known, floor, trace });
  const toldBefore = [...sent.keys(), ...known.keys()];
  if (owed.length + withdrawn === 0) return { owed, withdrawn, toldBefore };
  const choices = await readers.choices(delivery);
  const withholding = withholdingAt(choices, clock.now());
  if (withholding !== undefined) {
    meter.count("digests_sealed", { kind: withholding });
    return "withheld";
  }
  const items = owed.map(({ item }) => item);
  const chosen = new Set(chosenItems(items, choices));
  const heard = owed.filter(({ item }) => chosen.has(item));
  const { mutes } = choices;
  return { owed: await ports.hideSilenced(heard, delivery), withdrawn, toldBefore, mutes };
}

/** By incident, the highest that any of the deliveries was owed. */
async function highestVersions(
  deliveries: GatherPorts["deliveries"],
  deliveryIds: readonly string[],
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const told = await Promise.all(deliveryIds.map((id) => deliveries.sentVersions(id, incidentIds)));
  const highest = new Map<string, number>();
  for (const [incident, version] of told.flatMap((versions) => [...versions]))
    highest.set(incident, Math.max(version, highest.get(incident) ?? 0));
  return highest;
}
