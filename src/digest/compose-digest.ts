import { TOLD_BEFORE, type DigestItem } from "../model/digest.ts";
import type { FieldChange, Incident } from "../model/incident.ts";
import type { Trace } from "../model/match.ts";
import { reachesFloor, severityRank, type Severity } from "../model/severity.ts";

/** An incident version at its place in the incident log. */
export interface LoggedIncident {
  readonly position: string;
  readonly incident: Incident;
}

export interface WindowInput {
  /** The window's part of the log, in its order. */
  readonly entries: readonly LoggedIncident[];
  /** Incident id to the highest version this delivery was sent. */
  readonly sent: ReadonlyMap<string, number>;
  readonly trace: (incident: Incident) => Trace;
  /**
   * Incident id to the highest version that another delivery told this reader. What stands
   * there is not told again; what is worse or other than there is an update.
   */
  readonly known?: ReadonlyMap<string, number> | undefined;
  /** For `immediately`: an incident not told before must be this or worse. */
  readonly floor?: Severity | undefined;
}

export interface OwedItem {
  readonly item: DigestItem;
  /** The item's version, whole. */
  readonly latest: Incident;
  /** When the incident's first and last version in the window were logged. */
  readonly firstLogged: Temporal.Instant;
  readonly lastLogged: Temporal.Instant;
  /** Where in the log its versions stand. */
  readonly positions: readonly string[];
}

export interface ComposedWindow {
  /** The worst first. */
  readonly owed: readonly OwedItem[];
  /** Incidents that would have been told, had they not been withdrawn within the window. */
  readonly withdrawn: number;
}

/** What is owed for one window: each incident once, by its latest version; the worst first. */
export function composeItems(input: WindowInput): DigestItem[] {
  return composeWindow(input).owed.map(({ item }) => item);
}

export function composeWindow(input: WindowInput): ComposedWindow {
  const owed: OwedItem[] = [];
  let withdrawn = 0;
  for (const entries of Map.groupBy(input.entries, ({ incident }) => incident.id).values()) {
    const versions = oldestFirst(entries);
    const item = itemOwed(versions, input);
    const latest = versions.at(-1) ?? versions[0];
    if (item !== undefined) owed.push({ item, latest, ...logged(entries) });
    else if (vanished(versions, input)) withdrawn += 1;
  }
  return { owed: owed.toSorted((a, b) => byUrgency(a.item, b.item)), withdrawn };
}

type Versions = readonly [Incident, ...Incident[]];

function oldestFirst(entries: readonly LoggedIncident[]): Versions {
  const versions = entries.map(({ incident }) => incident);
  return versions.toSorted((a, b) => a.version - b.version) as unknown as Versions;
}

function logged(entries: readonly LoggedIncident[]) {
  const inOrder = entries.toSorted((a, b) => loggedAt(a) - loggedAt(b));
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) throw new RangeError("an incident without a version");
  return {
    firstLogged: loggedInstants.getOrInsertComputed(first, instantOf),
    lastLogged: loggedInstants.getOrInsertComputed(last, instantOf),
    positions: entries.map(({ position }) => position),
  };
}

/** Made once for all readers: it costs more than all else that an entry is asked for. */
const loggedInstants = new WeakMap<LoggedIncident, Temporal.Instant>();

function instantOf(entry: LoggedIncident): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(loggedAt(entry));
}

/** The log's own clock, in milliseconds. */
export function loggedAt({ position }: LoggedIncident): number {
  return Number(position.slice(0, position.indexOf("-")));
}

/** Nobody was told, and now there is nothing to tell. */
function vanished(versions: Versions, input: WindowInput): boolean {
  const latest = versions.at(-1) ?? versions[0];
  if (!latest.retracted || input.sent.has(latest.id)) return false;
  return versions.some((version) => newItem([version], input) !== undefined);
}

function itemOwed(versions: Versions, input: WindowInput): DigestItem | undefined {
  const latest = versions.at(-1) ?? versions[0];
  const told = input.sent.get(latest.id);
  if (told === undefined) return newItem(versions, input);
  const seen = Math.max(told, input.known?.get(latest.id) ?? 0);
  const unseen = versions.filter(({ version }) => version > seen);
  if (unseen.length === 0) return undefined;
  const kind = whatBecameOfIt(latest, unseen);
  if (kind === undefined) return undefined;
  const trace = input.trace(latest);
  return {
    incident: withoutText(latest, mergeChanges(unseen)),
    kind,
    reasons: trace.matched ? trace.rules : [TOLD_BEFORE],
  };
}

function newItem(versions: Versions, { floor, trace, known }: WindowInput): DigestItem | undefined {
  const latest = versions.at(-1) ?? versions[0];
  const seen = known?.get(latest.id);
  if (latest.retracted || latest.quiet !== undefined) return undefined;
  if (seen !== undefined && seen >= latest.version) return undefined;
  if (floor !== undefined && !reachesFloor(latest.classification.severity, floor)) return undefined;
  const found = trace(latest);
  if (!found.matched) return undefined;
  if (seen !== undefined) {
    const unseen = versions.filter(({ version }) => version > seen);
    const kind = whatBecameOfIt(latest, unseen);
    if (kind === undefined) return undefined;
    return { incident: withoutText(latest, mergeChanges(unseen)), kind, reasons: found.rules };
  }
  // The reader never saw what it changed from.
  return { incident: withoutText(latest, []), kind: "new", reasons: found.rules };
}

/** Undefined: nothing that a reader acts on. */
function whatBecameOfIt(
  latest: Incident,
  unseen: readonly Incident[],
): "update" | "correction" | "retraction" | undefined {
  const changes = new Set(unseen.map(({ change }) => change));
  if (latest.retracted) return changes.has("retraction") ? "retraction" : undefined;
  if (changes.has("correction")) return "correction";
  // A figure that rose and fell back within the window is no news.
  const cameToNothing =
    unseen.some((version) => version.changes.length > 0) && mergeChanges(unseen).length === 0;
  return changes.has("material") && !cameToNothing ? "update" : undefined;
}

/** Killed 3 to 5, then 5 to 12, is 3 to 12. */
function mergeChanges(versions: readonly Incident[]): FieldChange[] {
  const merged = new Map<FieldChange["field"], FieldChange>();
  for (const change of versions.flatMap(({ changes }) => changes)) {
    const from = merged.get(change.field)?.from ?? change.from;
    merged.set(change.field, { ...change, from });
  }
  return [...merged.values()].filter(({ from, to }) => from !== to);
}

function withoutText(incident: Incident, changes: readonly FieldChange[]): DigestItem["incident"] {
  if (changes.length === 0) return bare.getOrInsertComputed(incident, withoutTextAndChanges);
  return { ...withoutTextAndChanges(incident), changes };
}

/** One for all readers who are told an incident as new: what is made of it is made once. */
const bare = new WeakMap<Incident, DigestItem["incident"]>();

function withoutTextAndChanges(incident: Incident): DigestItem["incident"] {
  const { text: _, ...rest } = incident;
  return { ...rest, changes: [] };
}

/** Severity, then new before the rest, then the newest; the id makes the order total. */
function byUrgency(a: DigestItem, b: DigestItem): number {
  return (
    severityRank(b.incident.classification.severity) -
      severityRank(a.incident.classification.severity) ||
    Number(a.kind !== "new") - Number(b.kind !== "new") ||
    byTime(updatedAt(b.incident), updatedAt(a.incident)) ||
    (a.incident.id < b.incident.id ? -1 : 1)
  );
}

interface Time {
  readonly instant: Temporal.Instant;
  readonly ms: number;
}

/** Numbers first: two instants are compared many times as slowly. */
function byTime(a: Time, b: Time): number {
  return a.ms - b.ms || Temporal.Instant.compare(a.instant, b.instant);
}

/** Read once: many readers' items are put in order by it. */
const updates = new WeakMap<DigestItem["incident"], Time>();

function updatedAt(incident: DigestItem["incident"]): Time {
  return updates.getOrInsertComputed(incident, (one) => {
    const instant = Temporal.Instant.from(one.updatedAt);
    return { instant, ms: instant.epochMilliseconds };
  });
}
