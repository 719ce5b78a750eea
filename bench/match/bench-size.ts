import { type LiveMatcher, openMatcher } from "../../src/match/match-subscriptions.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import type { Taxonomy } from "../../src/model/threat.ts";
import type { BenchRow } from "../frame/bench.ts";
import { heldBytes } from "../frame/held-bytes.ts";
import { measure, quantileOf, rowOf } from "../frame/measure.ts";
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
  const before = heldBytes();
  const start = performance.now();
  const matcher = openMatcher(taxonomy);
  for (const subscription of subscriptions) matcher.add(subscription);
  const took = performance.now() - start;
  const bytes = (heldBytes() - before) / subscriptions.length;
  const count = subscriptions.length;
  return {
    matcher,
    rows: [
      rowOf({ measure: `build the index of ${count}`, unit: "ms" }, [took]),
      rowOf({ measure: `memory a subscription, ${count}`, unit: "bytes" }, [bytes]),
    ],
  };
}

/** Each incident several times over, each call a sample. */
export function timeMatches(matcher: LiveMatcher, { told, subscriptions }: Size): BenchRow[] {
  const samples: number[] = [];
  const matches: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const incident of told) {
      const start = performance.now();
      const found = matcher.match(incident).length;
      const took = performance.now() - start;
      if (round < 0) matches.push(found);
      else samples.push(took);
    }
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const count = subscriptions.length;
  return [
    rowOf({ measure: `subscriptions that match of ${count}`, unit: "count" }, matches),
    rowOf({ measure: `match one incident of ${count}`, unit: "ms" }, samples),
    rowOf({ measure: `the same, 99th of 100`, unit: "ms" }, [quantileOf(sorted, 0.99)]),
  ];
}

/** Takes turns with the others on the same incidents, and insists on the same answer of all. */
export async function compare(
  matcher: LiveMatcher,
  { told, subscriptions }: Size,
  peers: Readonly<Record<string, Peer>>,
  flat: (incident: Incident) => FlatIncident,
): Promise<BenchRow[]> {
  const samples = new Map<string, number[]>();
  for (const incident of told) {
    const flatIncident = flat(incident);
    const answers = new Map<string, number>();
    const contenders = {
      tocsin: () => void answers.set("tocsin", matcher.match(incident).length),
      ...Object.fromEntries(
        Object.entries(peers).map(([name, peer]) => [
          name,
          async () => void answers.set(name, await peer(flatIncident)),
        ]),
      ),
    };
    const taken = await measure<string>(contenders, { warmUps: 1, repeats: 1 });
    if (new Set(answers.values()).size > 1) {
      throw new Error(`${incident.id}: not the same answer, ${[...answers].join(" ")}`);
    }
    for (const [name, times] of Object.entries(taken)) {
      samples.getOrInsertComputed(name, () => []).push(...times);
    }
  }
  const own = samples.get("tocsin") ?? [];
  const label = `match one incident of ${subscriptions.length}`;
  return [...samples].flatMap(([name, times]) =>
    name === "tocsin"
      ? []
      : [
          rowOf({ measure: `${label}, ${name}`, unit: "ms" }, times),
          rowOf({ measure: `${label}, tocsin in turn`, unit: "ms" }, own, { name, samples: times }),
        ],
  );
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
