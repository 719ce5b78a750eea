import { setImmediate as nextTurn } from "node:timers/promises";

import { type FieldFault, openDocumentReader } from "../config/subscription-document.ts";
import type { Names } from "../config/vocabulary.ts";
import { type LiveMatcher, openMatcher } from "../match/match-subscriptions.ts";
import type { Matches, PlacesOf } from "../match/matches.ts";
import type { Incident } from "../model/incident.ts";
import type { Subscription } from "../model/subscription.ts";
import type { StoredSubscription, SubscriptionStore } from "../pipeline/operator-ports.ts";
import type { StepLogger } from "../pipeline/ports.ts";
import type { SubscriptionSet } from "../pipeline/roster.ts";
import type { Knowledge } from "./knowledge.ts";

/** Ids of subscriptions that came, went or changed. */
export type Changed = readonly string[] | "everything";

/** The subscriptions in force: those of the files, and those that the API manages. */
export interface LiveSubscriptions extends SubscriptionSet {
  readonly size: number;
  /** Addresses of all of them; one in two subscriptions counts twice. */
  readonly readers: number;
  /** Stands in a file: the API may not change it, and it goes before one of the same id there. */
  isInFile(id: string): boolean;
  match(incident: Incident): Matches;
  /** Matches of many incidents by subscription. */
  turn(all: readonly Matches[]): PlacesOf;
  /** The same of those that mail at once. Asked at every incident, and often they are few of many. */
  matchAtOnce(incident: Incident): Matches;
  /** False until everything stored was read: nobody may conclude before that that there is no more. */
  readonly isLoaded: boolean;
  /** Ids of stored ones that cannot be used, such as for a region that is no longer configured. */
  readonly unusable: ReadonlyMap<string, readonly FieldFault[]>;
  onChange(listen: (changed: Changed) => void): void;
  /** Catches up with the files and with the log of changes. */
  follow(): Promise<void>;
}

export interface LiveSubscriptionsOptions {
  readonly knowledge: () => Knowledge;
  readonly store: SubscriptionStore;
  readonly logger: StepLogger;
}

const CHANGES = 500;
/** How long one turn may take before others have theirs. */
const TURN_MS = 10;

/** What was read under one set of names; replaced whole where the names change. */
interface Held {
  readonly of: Knowledge;
  readonly read: ReturnType<typeof openDocumentReader>;
  readonly matcher: LiveMatcher;
  /** Those of them that mail at once. */
  readonly atOnce: LiveMatcher;
  readonly counts: { readers: number };
  readonly unusable: Map<string, readonly FieldFault[]>;
}

export function followSubscriptions(options: LiveSubscriptionsOptions): LiveSubscriptions {
  const { store, logger } = options;
  const files = followFiles(options.knowledge);
  let held = holdFiles(files.knowledge);
  let position: number | undefined;
  const listeners: ((changed: Changed) => void)[] = [];
  const tell = (changed: Changed): void => {
    if (changed.length > 0) for (const listen of listeners) listen(changed);
  };
  const take = (into: Held, id: string, stored: StoredSubscription | undefined): void => {
    if (!files.has(id)) takeStored(into, id, stored, logger);
  };

  /** Files are few: what changed in them holds at once. */
  const now = (): Held => {
    const changed = files.changes();
    for (const [id, subscription] of changed) put(held, id, subscription);
    if (changed.size > 0) tell([...changed.keys()]);
    return held;
  };

  const readEverything = async (): Promise<void> => {
    now();
    const fresh = holdFiles(files.knowledge);
    const from = await store.position();
    const turn = turns();
    for await (const part of store.all()) {
      for (const stored of part) {
        take(fresh, stored.id, stored);
        await turn();
      }
    }
    now();
    // Files that changed meanwhile are in the old set alone.
    if (fresh.of !== files.knowledge) return;
    held = fresh;
    position = from;
    logger.info({ subscriptions: held.matcher.size }, "subscriptions are loaded");
    tell("everything");
  };

  /** Whether there may be more. */
  const readChanges = async (from: number): Promise<boolean> => {
    const changes = await store.changesAfter(from, CHANGES);
    position = changes === "too-far" ? undefined : changes.position;
    if (changes === "too-far") return true;
    const ids = [...files.takeLeft(), ...changes.ids];
    const turn = turns();
    for (const [at, stored] of (await Promise.all(ids.map((id) => store.find(id)))).entries()) {
      take(held, ids[at] ?? "", stored);
      await turn();
    }
    tell(ids);
    return changes.ids.length > 0;
  };

  const catchUp = async (): Promise<void> => {
    for (let more = true; more;) {
      now();
      // Under other names every document may read otherwise.
      if (!haveSameNames(held.of, files.knowledge)) position = undefined;
      else held = { ...held, of: files.knowledge };
      if (position === undefined) await readEverything();
      more = position === undefined || (await readChanges(position));
    }
  };
  let following: Promise<void> | undefined;

  return {
    get: (id) => now().matcher.get(id),
    values: () => now().matcher.values(),
    match: (incident) => now().matcher.match(incident),
    turn: (all) => now().matcher.turn(all),
    matchAtOnce: (incident) => now().atOnce.match(incident),
    isInFile: (id) => now() && files.has(id),
    get size() {
      return now().matcher.size;
    },
    get readers() {
      return now().counts.readers;
    },
    get isLoaded() {
      return position !== undefined;
    },
    get unusable() {
      return held.unusable;
    },
    onChange: (listen) => void listeners.push(listen),
    follow: () =>
      (following ??= catchUp().finally(() => {
        following = undefined;
      })),
  };
}

/** The subscriptions of the files, and what became of them since one last asked. */
function followFiles(current: () => Knowledge) {
  let knowledge = current();
  let ids = new Set(knowledge.subscriptions.map(({ id }) => id));
  /** Ids that left a file: the API may have had one of that id all along. */
  const left: string[] = [];
  return {
    get knowledge() {
      return knowledge;
    },
    has: (id: string) => ids.has(id),
    takeLeft: () => left.splice(0),
    changes(): ReadonlyMap<string, Subscription | undefined> {
      const next = current();
      if (next === knowledge) return NO_CHANGES;
      const changed = changedFiles(knowledge.subscriptions, next.subscriptions);
      knowledge = next;
      ids = new Set(next.subscriptions.map(({ id }) => id));
      left.push(...[...changed.keys()].filter((id) => !ids.has(id)));
      return changed;
    },
  };
}

const NO_CHANGES: ReadonlyMap<string, Subscription | undefined> = new Map();

function holdFiles(of: Knowledge): Held {
  const { names, taxonomy, subscriptions } = of;
  const held: Held = {
    of,
    read: openDocumentReader(names),
    matcher: openMatcher(taxonomy),
    atOnce: openMatcher(taxonomy),
    counts: { readers: 0 },
    unusable: new Map(),
  };
  for (const subscription of subscriptions) put(held, subscription.id, subscription);
  return held;
}

function put(held: Held, id: string, subscription: Subscription | undefined): void {
  const before = held.matcher.get(id);
  held.counts.readers += (subscription?.to.length ?? 0) - (before?.to.length ?? 0);
  if (subscription) held.matcher.add(subscription);
  else held.matcher.remove(id);
  if (subscription?.deliver.some(({ kind }) => kind === "immediately"))
    held.atOnce.add(subscription);
  else held.atOnce.remove(id);
}

/** Undefined: there is none. */
function takeStored(
  into: Held,
  id: string,
  stored: StoredSubscription | undefined,
  logger: StepLogger,
): void {
  const found = stored && readStored(stored, into);
  put(into, id, found?.subscription);
  into.unusable.delete(id);
  if (!found?.faults) return;
  const { faults } = found;
  into.unusable.set(id, faults);
  logger.error(
    { subscriptionId: id, faults: faults.map(({ path, message }) => `${path}: ${message}`) },
    "a stored subscription cannot be used",
  );
}

/** Undefined: it is not in force, as nobody has confirmed it yet. */
function readStored(
  { document, madeBy, confirmed }: StoredSubscription,
  { read }: Held,
): { readonly subscription?: Subscription; readonly faults?: readonly FieldFault[] } | undefined {
  const { subscription, faults } = read(document);
  if (!subscription) return { faults };
  // Their rules were tried when they were put.
  const kept = { ...subscription, tests: [] };
  if (madeBy === undefined) return { subscription: kept };
  const to = kept.to.filter((address) => confirmed.includes(address.toLowerCase()));
  return to.length === 0 ? undefined : { subscription: { ...kept, to } };
}

/** Those that differ, by id; undefined: taken out. */
function changedFiles(
  before: readonly Subscription[],
  after: readonly Subscription[],
): ReadonlyMap<string, Subscription | undefined> {
  const known = new Map(before.map((one) => [one.id, JSON.stringify(one)]));
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  return new Map([
    ...after
      .filter((one) => known.get(one.id) !== JSON.stringify(one))
      .map((one) => [one.id, one] as const),
    ...gone.map(({ id }) => [id, undefined] as const),
  ]);
}

/** Whether every document reads the same under both. */
function haveSameNames(one: Knowledge, other: Knowledge): boolean {
  return one === other || namesKey(one.names) === namesKey(other.names);
}

function namesKey({ customRegions, sourceIds, taxonomy, near, actorNames }: Names): string {
  return JSON.stringify([[...(customRegions ?? [])], sourceIds, [...taxonomy], near, actorNames]);
}

/** Lets others run whenever a turn has lasted long enough. */
function turns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN_MS) return;
    await nextTurn();
    began = performance.now();
  };
}
