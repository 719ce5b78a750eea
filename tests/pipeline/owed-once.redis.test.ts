import * as fc from "fast-check";
import { expect, test } from "vitest";

import { type DigestItem, isAllClear } from "#src/model/digest.ts";
import type { Incident } from "#src/model/incident.ts";
import { reachesFloor } from "#src/model/severity.ts";
import type { Schedule } from "#src/model/subscription.ts";

import { aClassification, aTeller } from "../support/digests.ts";
import { aSubscription, atOnce, daily, notifier } from "../support/notifier.ts";

const FLOOR = "moderate";
const ALERT: Schedule = atOnce({
  severity: FLOOR,
  holdSeconds: 60,
  limit: { count: 2, perSeconds: 3600 },
});
const START = Temporal.Instant.from("2027-01-10T19:00:00Z");

/** One thing that happens, and how many minutes later. */
const anEvent = fc.record({
  after: fc.integer({ min: 0, max: 240 }),
  story: fc.integer({ min: 0, max: 3 }),
  change: fc.constantFrom("material", "minor", "correction", "retraction"),
  severity: fc.constantFrom("minor", "moderate", "severe", "extreme"),
  leavesTheRules: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
  confirmed: fc.boolean(),
  reachesAll: fc.boolean(),
});

type Event = typeof anEvent extends fc.Arbitrary<infer T> ? T : never;

const someDeliveries = fc.constantFrom<readonly [Schedule, ...Schedule[]]>(
  [ALERT],
  [daily],
  [daily, ALERT],
);

function nextVersion(story: string, before: Incident | undefined, event: Event): Partial<Incident> {
  const retracted = before !== undefined && event.change === "retraction";
  const version = (before?.version ?? 0) + 1;
  const severity = before?.classification.severity ?? event.severity;
  const wasRelevant = before?.classification.relevant ?? !event.leavesTheRules;
  return {
    id: story,
    version,
    change: before ? (before.retracted ? "correction" : event.change) : "new",
    changes:
      before && event.change === "material"
        ? [
            { field: "killed", from: `${version - 1}`, to: `${version}` },
            ...(severity === event.severity
              ? []
              : [{ field: "severity" as const, from: severity, to: event.severity }]),
            ...(wasRelevant === event.leavesTheRules
              ? [{ field: "place" as const, from: "Mali", to: "Chad" }]
              : []),
          ]
        : [],
    retracted: retracted && !before.retracted,
    headline: event.reachesAll ? "to all" : "to few",
    toldBy: event.confirmed
      ? [aTeller(), aTeller({ reportId: "other-1", source: "other" })]
      : [aTeller()],
    classification: aClassification({
      severity: event.severity,
      relevant: !event.leavesTheRules,
    }),
  };
}

/** Plays a history to its end, when all that was held has been let go. */
async function play(deliver: readonly [Schedule, ...Schedule[]], events: readonly Event[]) {
  const run = await notifier(
    aSubscription({
      deliver,
      timezone: "Europe/Berlin",
      quiet: { from: "22:00", to: "06:00", except: "extreme" },
    }),
    START.toString(),
    {
      holdPolicy: { share: 0.5, readers: 10, minutes: 30, except: "extreme" },
      reachOf: ({ headline }) => ({ matched: headline === "to all" ? 90 : 10, of: 100 }),
    },
  );
  const sealAll = async () => {
    while ((await run.seal()) > 0);
  };
  const stories = new Map<string, Incident[]>();
  let now = START;
  for (const event of events) {
    now = now.add({ minutes: event.after });
    run.advanceTo(now.toString());
    await sealAll();
    const versions = stories.getOrInsert(`story-${event.story}`, []);
    const version = nextVersion(`story-${event.story}`, versions.at(-1), event);
    await run.file(event.severity, version);
    versions.push(version as Incident);
    await sealAll();
  }
  for (let look = 0; look < 60; look += 1) {
    now = now.add({ minutes: 60 });
    run.advanceTo(now.toString());
    await sealAll();
  }
  const told = new Map<string, DigestItem[]>();
  for (const mail of await run.sealed()) {
    if (isAllClear(mail)) continue;
    told.getOrInsert(mail.delivery.id, []).push(...mail.items);
  }
  const states = await Promise.all(
    [...run.roster().values()].map(({ delivery }) => run.deliveries.read(delivery.id)),
  );
  return { stories, told, kept: states.flatMap((state) => state?.kept ?? []) };
}

/** What anybody can say of one story without knowing how it was held: what must have been told of it. */
function faultsOf(
  versions: readonly Incident[],
  told: ReadonlyMap<string, readonly DigestItem[]>,
  takesAll: boolean,
): string[] {
  const faults: string[] = [];
  const id = versions[0]?.id ?? "";
  const last = versions.at(-1);
  const all = [...told.values()].flat().filter(({ incident }) => incident.id === id);
  for (const items of told.values()) {
    const numbers = items
      .filter(({ incident }) => incident.id === id)
      .map(({ incident }) => incident.version);
    const grows = numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0));
    if (!grows) faults.push(`${id} told twice or backwards: ${numbers.join(", ")}`);
  }
  for (const { kind, incident } of all) {
    const earlier = all.some((one) => one.incident.version < incident.version);
    if (kind !== "new" && !earlier) faults.push(`${id}: ${kind} to one who was told nothing`);
  }
  const highest = Math.max(0, ...all.map(({ incident }) => incident.version));
  const acted = versions.findLast(({ change }) => change !== "minor")?.version ?? 0;
  const wanted =
    last !== undefined &&
    !last.retracted &&
    last.classification.relevant &&
    (takesAll || reachesFloor(last.classification.severity, FLOOR));
  if (all.length === 0 && wanted) faults.push(`${id} was never told`);
  if (all.length > 0 && highest < acted) faults.push(`${id}: version ${acted} was not told`);
  return faults;
}

test(
  "whatever comes, and whatever holds it back: nothing is told twice, nothing owed is missed, and what became of a story reaches just those who were told it",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        someDeliveries,
        fc.array(anEvent, { minLength: 1, maxLength: 14 }),
        async (deliver, events) => {
          const { stories, told, kept } = await play(deliver, events);
          const takesAll = deliver.some(({ kind }) => kind !== "immediately");
          const faults = [...stories.values()].flatMap((versions) =>
            faultsOf(versions, told, takesAll),
          );
          expect({ faults, kept }).toEqual({ faults: [], kept: [] });
        },
      ),
      { numRuns: 100 },
    );
  },
);
