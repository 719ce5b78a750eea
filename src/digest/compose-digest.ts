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
  /** For `immediately`: an incident not told before must be this or worse. */
  readonly floor?: Severity | undefined;
}

/** What is owed for one window: each incident once, by its latest version; the worst first. */
export function composeItems(input: WindowInput): DigestItem[] {
  const items: DigestItem[] = [];
  for (const versions of versionsByIncident(input.entries)) {
    const item = itemOwed(versions, input);
    if (item !== undefined) items.push(item);
  }
  return items.toSorted(byUrgency);
}

type Versions = readonly [Incident, ...Incident[]];

/** Oldest version first. */
function versionsByIncident(entries: readonly LoggedIncident[]): Iterable<Versions> {
  const byId = new Map<string, [Incident, ...Incident[]]>();
  for (const { incident } of entries) {
    const versions = byId.get(incident.id);
    if (versions === undefined) byId.set(incident.id, [incident]);
    else versions.push(incident);
  }
  for (const versions of byId.values()) versions.sort((a, b) => a.version - b.version);
  return byId.values();
}

function itemOwed(versions: Versions, input: WindowInput): DigestItem | undefined {
  const latest = versions.at(-1) ?? versions[0];
  const told = input.sent.get(latest.id);
  if (told === undefined) return newItem(latest, input);
  const unseen = versions.filter(({ version }) => version > told);
  const kind = whatBecameOfIt(latest, unseen);
  if (kind === undefined) return undefined;
  const trace = input.trace(latest);
  return {
    incident: withoutText(latest, mergeChanges(unseen)),
    kind,
    reasons: trace.matched ? trace.rules : [TOLD_BEFORE],
  };
}

function newItem(latest: Incident, { floor, trace }: WindowInput): DigestItem | undefined {
  if (latest.retracted) return undefined;
  if (floor !== undefined && !reachesFloor(latest.classification.severity, floor)) return undefined;
  const found = trace(latest);
  if (!found.matched) return undefined;
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
  const { text: _, ...rest } = incident;
  return { ...rest, changes };
}

/** Severity, then new before the rest, then the newest; the id makes the order total. */
function byUrgency(a: DigestItem, b: DigestItem): number {
  return (
    severityRank(b.incident.classification.severity) -
      severityRank(a.incident.classification.severity) ||
    Number(a.kind !== "new") - Number(b.kind !== "new") ||
    Temporal.Instant.compare(b.incident.updatedAt, a.incident.updatedAt) ||
    (a.incident.id < b.incident.id ? -1 : 1)
  );
}
