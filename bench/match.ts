import type { Bench, BenchRow } from "./frame/bench.ts";
import { demoReports } from "./frame/demo-reports.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";
import { buildIndex, compare, timeChanges, timeMatches } from "./match/bench-size.ts";
import { flatten } from "./match/flat.ts";
import { incidents } from "./match/incidents.ts";
import { byCel, byJsonRulesEngine, byMingo, bySift, closures } from "./match/peers.ts";
import { subscribers } from "./match/subscribers.ts";
import { watchWords } from "./match/watch-words.ts";

const SIZES = [10_000, 100_000, 1_000_000];
const INCIDENTS = 1000;
/** What is slow takes turns with what is quick on fewer incidents. */
const COMPARED_WITH_LOOP = 40;
const COMPARED_WITH_PEERS = 10;
/** With more, the general engines take minutes for one incident. */
const MOST_FOR_PEERS = 10_000;
const CHANGES = 20_000;

/**
 * One incident against many subscriptions: tocsin's index, a loop over prepared
 * rules, and general rule engines. What subscriptions and incidents look like is
 * told in match/subscribers.ts and match/incidents.ts.
 */
export const bench: Bench = {
  about: "one incident against many subscriptions, beside a loop and general rule engines",
  options: { subscriptions: { type: "string" } },
  async run(options, talk) {
    const { classify, world, taxonomy } = await openShippedSorting();
    const told = incidents(INCIDENTS, classify);
    const watched = [
      ...new Set(told.flatMap(({ classification }) => classification.country ?? [])),
    ];
    const vocabulary = watchWords(world.atlas, demoReports());
    const draw = subscribers({ atlas: world.atlas, taxonomy, watched, vocabulary });
    const asked = options["subscriptions"];
    const rows: BenchRow[] = [];
    for (const count of asked === undefined ? SIZES : [Number(asked)]) {
      const subscriptions = draw(count, 1);
      const size = { subscriptions, changed: draw(Math.min(CHANGES, count), 3), told, taxonomy };
      talk(`${count} subscriptions`);
      const { matcher, rows: built } = buildIndex(size);
      rows.push(...built, ...timeMatches(matcher, size));
      const { rules, flatIncident, keys } = flatten(subscriptions, taxonomy);
      const loop = { loop: closures(rules, keys()) };
      talk("beside a loop");
      const some = { ...size, told: told.slice(0, COMPARED_WITH_LOOP) };
      rows.push(...(await compare(matcher, some, loop, flatIncident)));
      if (count <= MOST_FOR_PEERS) {
        talk("beside general rule engines");
        const few = { ...size, told: told.slice(0, COMPARED_WITH_PEERS) };
        const peers = {
          mingo: byMingo(rules),
          "cel-js": byCel(rules),
          sift: bySift(rules),
          "json-rules-engine": byJsonRulesEngine(rules),
        };
        rows.push(...(await compare(matcher, few, peers, flatIncident)));
      }
      talk("changing one at a time");
      rows.push(...timeChanges(matcher, size));
    }
    return rows;
  },
};
