import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import pino from "pino";

import { rehearsalClock } from "../src/adapters/observe/clock.ts";
import { readSettings } from "../src/config/settings.ts";
import { startIngest } from "../src/roles/ingest.ts";
import { startNotifier } from "../src/roles/notifier.ts";
import { openService } from "../src/roles/service.ts";
import type { Bench } from "./frame/bench.ts";
import { startLeanSink } from "./frame/lean-sink.ts";
import { rowOf } from "./frame/measure.ts";

const A_FILE = 100;
const SECRET = `whsec_${Buffer.alloc(32).toString("base64")}`;

/**
 * Thousands of subscribers whose digests are due in one minute: a notifier as it is shipped seals and sends them all
 * to a local mail server. Real time, from the minute on.
 */
export const bench: Bench = {
  about: "a whole notifier as it is shipped: thousands of digests due in one minute",
  options: {
    subscribers: { type: "string", default: "10000" },
    connections: { type: "string", default: "5" },
  },
  async run({ subscribers, connections }, talk) {
    const count = Number(subscribers);
    const dir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using cleanUp = new AsyncDisposableStack();
    cleanUp.defer(() => rm(dir, { recursive: true, force: true }));
    const sink = cleanUp.use(await startLeanSink());
    await writeConfig(join(dir, "config"), count);
    const clock = rehearsalClock();
    clock.advanceTo(
      Temporal.Now.instant().round({ smallestUnit: "hour" }).add({ hours: 1, minutes: 30 }),
    );
    const stop = new AbortController();
    const service = cleanUp.use(
      await openService({
        settings: readSettings(
          {
            SMTP_URL: sink.url,
            TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
            TOCSIN_PUBLIC_URL: "https://tocsin.example.org",
            // What reaches everyone would wait for a second source.
            TOCSIN_HOLD_PERCENT: "100",
            TOCSIN_SMTP_CONNECTIONS: String(connections),
            TOCSIN_CONFIG_DIR: join(dir, "config"),
            TOCSIN_DATA_DIR: join(dir, "data"),
          },
          () => "",
        ),
        secrets: () => SECRET,
        logger: pino({ level: "silent" }),
        clock,
        stop: stop.signal,
      }),
    );
    cleanUp.use(await startNotifier(service));
    cleanUp.use(await startIngest(service));
    cleanUp.defer(() => stop.abort());
    talk(`${count} subscribers enrolled`);

    await fileReports(service);
    clock.advanceTo(clock.now().round({ smallestUnit: "hour", roundingMode: "ceil" }));
    const start = performance.now();
    const cpuBefore = process.cpuUsage();
    let sealedAt = 0;
    for (;;) {
      const taken = sink.taken();
      if (sealedAt === 0 && (await isSealed(service))) sealedAt = performance.now();
      if (taken >= count) break;
      await wait(50);
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const isWhole = sink.taken() === count;
    if (!isWhole) talk("more mails came than are due");
    return [
      rowOf({ measure: `${count} due: until all are sealed`, unit: "s" }, [
        (sealedAt - start) / 1000,
      ]),
      rowOf({ measure: `${count} due: until the last is sent`, unit: "s" }, [seconds]),
      rowOf({ measure: "processor time a mail, sealing included", unit: "ms" }, [
        (user + system) / 1000 / count,
      ]),
      rowOf({ measure: "mails a second, sealing included", unit: "1/s" }, [count / seconds]),
    ];
  },
};

async function writeConfig(dir: string, count: number): Promise<void> {
  await mkdir(join(dir, "subscriptions"), { recursive: true });
  await writeFile(
    join(dir, "sources.yaml"),
    "sources:\n  - { id: wire, name: Wire, secrets: [WIRE_SECRET], language: en }\n",
  );
  for (let file = 0; file * A_FILE < count; file += 1) {
    const to = Array.from(
      { length: Math.min(A_FILE, count - file * A_FILE) },
      (_, nth) => `reader-${file}-${nth}@example.org`,
    );
    await writeFile(
      join(dir, "subscriptions", `s-${file}.yaml`),
      `id: s-${file}\nto: [${to.join(", ")}]\ntimezone: UTC\nmatch: [{ name: Mali, regions: [ML] }]\ndeliver: [{ every: hour }]\nmail: { map: false }\n`,
    );
  }
}

type OpenService = Awaited<ReturnType<typeof openService>>;

/** Ten incidents of one country, filed as reports are. */
async function fileReports({ stores, queues, clock }: OpenService): Promise<void> {
  const places = ["Gao", "Kidal", "Mopti", "Timbuktu", "Sikasso", "Kayes", "Koulikoro", "Segou"];
  const reports = places.map((place, nth) => ({
    report: {
      id: `r-${nth}`,
      source: "wire",
      title: `Gunmen kill ${nth + 3} villagers near ${place}, Mali`,
      text: `Gunmen on motorcycles attacked a village near ${place} in Mali on Friday, killing ${nth + 3} people and burning the market of ${place}, the mayor said.`,
      receivedAt: clock.now().toString(),
    },
    bodyHash: `h-${nth}`,
  }));
  await stores.inbox.accept(reports);
  await queues.pulse.reports(reports.map(({ report }) => report.id));
  while ((await stores.inbox.depth()) > 0) await wait(20);
}

async function isSealed({ stores, clock }: OpenService): Promise<boolean> {
  const next = await stores.due.next();
  return next === undefined || Temporal.Instant.compare(next, clock.now()) > 0;
}
