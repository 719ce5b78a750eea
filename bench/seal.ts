import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { compileInhibitions } from "#src/match/inhibition.ts";

import { rehearsalClock } from "../src/adapters/observe/clock.ts";
import { openRedis, type RedisClient, redisReady } from "../src/adapters/redis/connection.ts";
import { keysUnder } from "../src/adapters/redis/keys.ts";
import { startPrivateRedis } from "../src/adapters/redis/private-server.ts";
import { summaryOf } from "../src/classify/classify.ts";
import { readSettings } from "../src/config/settings.ts";
import { compileSubscriptions } from "../src/match/match-subscriptions.ts";
import type { Incident } from "../src/model/incident.ts";
import { parseRegionCode } from "../src/model/region.ts";
import type { Report } from "../src/model/report.ts";
import type { Subscription } from "../src/model/subscription.ts";
import { enrollDeliveries } from "../src/pipeline/enroll-deliveries.ts";
import type { ReadReport } from "../src/pipeline/file-report.ts";
import { shareLog } from "../src/pipeline/log-windows.ts";
import type { Pulse } from "../src/pipeline/ports.ts";
import { rosterOf, subscriptionSet } from "../src/pipeline/roster.ts";
import { sealDeliveries } from "../src/pipeline/seal-deliveries.ts";
import { hashAddress } from "../src/roles/hash-address.ts";
import { incidentOf } from "../src/roles/knowledge.ts";
import { keepRules } from "../src/roles/match-once.ts";
import { openStores } from "../src/roles/stores.ts";
import type { Bench } from "./frame/bench.ts";
import { demoReports } from "./frame/demo-reports.ts";
import { countingProcessorTime, rowOf } from "./frame/measure.ts";
import { openShippedSorting } from "./frame/open-shipped-sorting.ts";

const COUNTRIES = ["ML", "SY", "UA", "MX", "PH", "NG", "LB", "IQ", "SD", "HT"] as const;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const pulse: Pulse = { async reports() {}, async incidents() {}, async digests() {} };

/** One notifier seals every daily digest of one hour, from a window of incidents, on a Redis of its own. */
export const bench: Bench = {
  about: "one notifier seals every daily digest of one hour",
  options: {
    deliveries: { type: "string", default: "10000" },
    incidents: { type: "string", default: "200" },
    /** Incidents and subscriptions are spread evenly over so many; without it over ten, as the reports tell. */
    countries: { type: "string", default: "" },
    rounds: { type: "string", default: "3" },
  },
  async run(options, talk) {
    const [deliveries, incidents, rounds, countries] = [
      Number(options["deliveries"]),
      Number(options["incidents"]),
      Number(options["rounds"]),
      Number(options["countries"]),
    ];
    const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => rm(dir, { recursive: true, force: true }));
    const server = cleanUp.use(await startPrivateRedis({ dir, durability: "everysec" }));
    // As the service opens it: commands of one turn leave in one write.
    const { redis } = cleanUp.use(openRedis(server.url, quiet));
    await redisReady(redis, AbortSignal.timeout(10_000));

    const run = await openRun(redis, deliveries, countries);
    const samples: number[] = [];
    const work: number[] = [];
    for (let day = 0; day < rounds; day += 1) {
      await run.file(incidents, day);
      run.toNextHour();
      const start = performance.now();
      let looked = 0;
      await countingProcessorTime(work, async () => {
        looked = await run.sealAll();
      });
      samples.push(performance.now() - start);
      talk(`day ${day + 1}: ${looked} deliveries looked at, ${await run.sealedSoFar()} digests`);
    }
    const each = (ms: readonly number[]) => ms.map((one) => one / deliveries);
    return [
      rowOf({ measure: `seal ${deliveries} deliveries of one hour`, unit: "ms" }, samples),
      rowOf({ measure: "seal one of them", unit: "ms" }, each(samples)),
      // Of this process, not of Redis: busy neighbours do not count.
      rowOf({ measure: "seal one of them, processor time", unit: "ms" }, each(work)),
    ];
  },
};

async function openRun(redis: RedisClient, amount: number, countries: number) {
  const clock = rehearsalClock();
  clock.advanceTo(Temporal.Instant.from("2027-01-10T06:30:00Z"));
  const settings = readSettings({}, () => "");
  const stores = openStores(redis, keysUnder("bench"), { settings, clock });
  const { read, taxonomy } = await openReader();
  const subscriptions = Array.from({ length: amount }, (_, i) => subscriptionOf(i, countries));
  const inhibitions = compileInhibitions([], taxonomy);
  const matcher = compileSubscriptions(subscriptions, taxonomy);
  const roster = rosterOf(subscriptionSet(subscriptions), hashAddress);
  const ports = { ...stores, pulse, clock, meter: { count() {} }, logger: quiet };
  const steps = { ...ports, passSeam: () => {}, roster: () => roster };
  await enrollDeliveries(steps)("newcomers");
  const rules = keepRules({ ...matcher, onChange() {} }, () => ({ taxonomy }));
  const seal = sealDeliveries({
    ...steps,
    windows: shareLog(stores.log),
    openRules: () => rules.open(),
    reachOf: () => ({ matched: 0, of: 0 }),
    holdPolicy: undefined,
    catchUp: Temporal.Duration.from({ hours: 14 * 24 }),
    stormBraked: () => Promise.resolve(),
    hideSilenced: async (composed) => composed,
    inhibitionsInForce: () => inhibitions,
  });
  return {
    async file(incidents: number, day: number): Promise<void> {
      const texts = demoReports();
      for (let n = 0; n < incidents; n += 1) {
        const { title = "", text = "" } = texts[n % texts.length] ?? {};
        const id = `r-${day}-${n}`;
        const receivedAt = clock.now().toString();
        const report: Report = { id, source: "wire", title, text, receivedAt };
        const told = { ...incidentOf(report, read), id: `i-${day}-${n}` };
        const incident = countries > 0 ? movedTo(made(n % countries), told) : told;
        const fingerprint = { hash: id, validSeconds: 60 };
        const seen = { copyOf: undefined, sequence: 0 };
        await stores.log.file([{ report, incident, fingerprint, seen, telling: undefined }]);
      }
    },
    toNextHour() {
      const local = clock.now().toZonedDateTimeISO("UTC");
      const day = local.hour < 7 ? 0 : 1;
      clock.advanceTo(local.add({ days: day }).withPlainTime("07:00:01").toInstant());
    },
    async sealAll(): Promise<number> {
      let looked = 0;
      for (let batch = await seal(); batch > 0; batch = await seal()) looked += batch;
      return looked;
    },
    sealedSoFar: () => stores.outbox.depth(),
  };
}

async function openReader() {
  const { classify, taxonomy } = await openShippedSorting();
  const read: ReadReport = (report) => {
    const classification = classify(report);
    return { classification, ...summaryOf(report, classification) };
  };
  return { read, taxonomy };
}

/** Two letters: what is no country's code is as good a region. */
function made(nth: number): string {
  return String.fromCharCode(65 + (Math.trunc(nth / 26) % 26), 65 + (nth % 26));
}

function movedTo(country: string, incident: Incident): Incident {
  const code = parseRegionCode(country);
  if (code === undefined) return incident;
  const { classification } = incident;
  const places = classification.places.map((place) => ({
    ...place,
    country: code,
    subdivision: null,
  }));
  const moved = { ...classification, places, country: code, regions: [code], relevant: true };
  return { ...incident, classification: moved };
}

/** Each hears of one country. */
function subscriptionOf(i: number, countries: number): Subscription {
  const country = countries > 0 ? made(i % countries) : (COUNTRIES[i % COUNTRIES.length] ?? "ML");
  const code = parseRegionCode(country);
  return {
    id: `s-${i}`,
    name: `Desk ${i}`,
    to: [`desk-${i}@example.org`],
    timezone: "UTC",
    match: [
      {
        name: country,
        regions: [{ asked: country, codes: code ? [code] : [], circles: [], polygons: [] }],
        unless: [],
      },
    ],
    unless: [],
    deliver: [
      { kind: "at", time: "07:00", days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
    ],
    mail: { format: "html" },
    tests: [],
  };
}
