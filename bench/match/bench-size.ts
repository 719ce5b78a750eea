import { type LiveMatcher, openMatcher } from "../../src/match/match-subscriptions.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import type { Taxonomy } from "../../src/model/threat.ts";
import type { BenchRow } from "../frame/bench.ts";
import { heldBytes } from "../frame/held-bytes.ts";
import { quantileOf, rowOf } from "../frame/measure.ts";
import type { FlatIncident } from "./flat.ts";
import type { Peer } from "./peers.ts";

const ROUNDS = 3;
const CHANGES = 20_000;

export interface Size {
  readonly subscriptions: readonly Subscription[];
  /** What takes the place of the first ones, each as another subscription of the same id. */
  readonly changed: readonly Subscription[];
  readonly told: readonly Incident[];
  readonly taxonomy: Taxonomy;
}

/** An index of this size, with how long it took to build and what it holds. */
export function buildIndex({ subscriptions, taxonomy }: Size): {
  readonly matcher: LiveMatcher;
  readonly rows: readonly BenchRow[];
} {
  const heldBefore = heldBytes();
  const start = performance.now();
  const before = process.threadCpuUsage();
  const matcher = openMatcher(taxonomy);
  for (const subscription of subscriptions) matcher.add(subscription);
  const took = performance.now() - start;
  const { user, system } = process.threadCpuUsage(before);
  const bytes = (heldBytes() - heldBefore) / subscriptions.length;
  const count = subscriptions.length;
  return {
    matcher,
    rows: [
      rowOf({ measure: `build the index of ${count}`, unit: "ms" }, [took]),
      rowOf({ measure: "the same, processor time", unit: "ms" }, [(user + system) / 1000]),
      rowOf({ measure: `memory a subscription, ${count}`, unit: "bytes" }, [bytes]),
    ],
  };
}

function ninetyNinth(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return quantileOf(sorted, 0.99);
}

/** Each incident several times over, each call a sample; and the quickest of each, which others on the machine disturb least. */
export function timeMatches(matcher: LiveMatcher, { told, subscriptions }: Size): BenchRow[] {
  const samples: number[] = [];
  const matches: number[] = [];
  const quickest = told.map(() => Infinity);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [at, incident] of told.entries()) {
      const start = performance.now();
      const found = matcher.match(incident).size;
      const took = performance.now() - start;
      if (round < 0) {
        matches.push(found);
        continue;
      }
      samples.push(took);
      quickest[at] = Math.min(quickest[at] ?? took, took);
    }
  }
  const count = subscriptions.length;
  return [
    rowOf({ measure: `subscriptions that match of ${count}`, unit: "count" }, matches),
    rowOf({ measure: `match one incident of ${count}`, unit: "ms" }, samples),
    rowOf({ measure: "the same, 99th of 100", unit: "ms" }, [ninetyNinth(samples)]),
    rowOf({ measure: `the quickest of ${ROUNDS} for each incident`, unit: "ms" }, quickest),
    rowOf({ measure: `99th of 100, the quickest of ${ROUNDS}`, unit: "ms" }, [
      ninetyNinth(quickest),
    ]),
  ];
}

/**
 * All take turns on the same incidents, in an order that moves on by one, and have to give
 * the same answer. A turn is two calls, and the second counts: the first brings back
 * to the caches what the one before has driven out.
 */
export async function compare(
  matcher: LiveMatcher,
  { told, subscriptions }: Size,
  peers: Readonly<Record<string, Peer>>,
  flat: (incident: Incident) => FlatIncident,
): Promise<BenchRow[]> {
  const names = ["tocsin", ...Object.keys(peers)];
  const samples = new Map(names.map((name) => [name, [] as number[]]));
  for (const [round, incident] of told.entries()) {
    const flatIncident = flat(incident);
    const answers = new Set<number>();
    for (const turn of names.keys()) {
      const name = names[(turn + round) % names.length] ?? "tocsin";
      const peer = peers[name];
      const ask = () => (peer ? peer(flatIncident) : matcher.match(incident).size);
      answers.add(await ask());
      const start = performance.now();
      answers.add(await ask());
      samples.get(name)?.push(performance.now() - start);
    }
    if (answers.size > 1) throw new Error(`${incident.id}: not the same answer of all`);
  }
  const label = `match one incident of ${subscriptions.length}`;
  const own = samples.get("tocsin") ?? [];
  return Object.keys(peers).flatMap((name) => {
    const times = samples.get(name) ?? [];
    return [
      rowOf({ measure: `${label}, ${name}`, unit: "ms" }, times),
      rowOf({ measure: `${label}, tocsin in turn`, unit: "ms" }, own, { name, samples: times }),
    ];
  });
}

/** One subscription after the other replaced by another one. */
export function timeChanges(matcher: LiveMatcher, { changed, subscriptions }: Size): BenchRow[] {
  const samples = changed.slice(0, CHANGES).map((subscription) => {
    const start = performance.now();
    matcher.add(subscription);
    return (performance.now() - start) * 1000;
  });
  return [rowOf({ measure: `change one of ${subscriptions.length}`, unit: "us" }, samples)];
}
