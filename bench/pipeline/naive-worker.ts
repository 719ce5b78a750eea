import { type Job, Worker } from "bullmq";
import { Redis } from "ioredis";

import { compileSubscriptions } from "../../src/match/match-subscriptions.ts";
import { parseRegionCode } from "../../src/model/region.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import { incidentOf } from "../../src/roles/knowledge.ts";
import { openShippedSorting } from "../frame/open-shipped-sorting.ts";
import { PLACES } from "./made-up-reports.ts";

/**
 * `node naive-worker.ts REDIS_URL SUBSCRIPTIONS`: what one would write first. One job is one report; it is classified by
 * our classifier and matched by our index, kept, and put into a sorted set of each subscription that it matches. It is not
 * related to anything.
 */
const [redisUrl = "", subscriptions = "0"] = process.argv.slice(2);
const CONCURRENCY = 50;

const { classify, taxonomy } = await openShippedSorting();
const matcher = compileSubscriptions(
  Array.from({ length: Number(subscriptions) }, (_, i) => countrySubscription(i)),
  taxonomy,
);
const redis = new Redis(redisUrl);
const file = async ({ data, id }: Job<{ title: string; text: string }>): Promise<void> => {
  const incident = incidentOf({ ...data, id: `r-${id}` }, (report) => ({
    classification: classify(report),
    headline: data.title,
    summary: "",
  }));
  const pipeline = redis.pipeline();
  pipeline.hset(`incident:${id}`, "json", JSON.stringify(incident));
  for (const matched of matcher.match(incident)) {
    pipeline.zadd(`pending:${matched.id}`, Date.now(), `${id}`);
  }
  pipeline.incr("filed");
  await pipeline.exec();
};
const worker = new Worker("peer", file, {
  connection: new Redis(redisUrl, { maxRetriesPerRequest: null }),
  concurrency: CONCURRENCY,
  removeOnComplete: { count: 0 },
});
await worker.waitUntilReady();
console.log(JSON.stringify({ msg: "listening" }));

function countrySubscription(i: number): Subscription {
  const [, , country] = PLACES[i % PLACES.length] ?? PLACES[0];
  const code = parseRegionCode(country);
  const regions = [{ asked: country, codes: code ? [code] : [], circles: [], polygons: [] }];
  return {
    id: `s-${i}`,
    name: `Desk ${i}`,
    to: [`desk-${i}@example.org`],
    timezone: "UTC",
    match: [{ name: country, regions, unless: [] }],
    unless: [],
    deliver: [{ kind: "at", time: "07:00", days: ["mon"] }],
    mail: { format: "html" },
    tests: [],
  };
}
