import { startWatchdog } from "../adapters/observe/watchdog.ts";
import { startJobWorker } from "../adapters/queue/job-worker.ts";
import { isOutage } from "../adapters/redis/is-outage.ts";
import { fileReports } from "../pipeline/file-reports.ts";
import { sweepInbox } from "../pipeline/sweep.ts";
import { repeat } from "./repeat.ts";
import type { Service } from "./service.ts";

/** One job in hand at a time: then what ended a worker's life is among its reports, and alone when it is tried again. */
const CONCURRENCY = 1;
const SWEEP_MS = 2_000;
/** The longest text takes a second or two: what takes this long never ends, and would hold up all the others. */
const STANDSTILL_MS = 30_000;

/** A batch may take half a second: what was filed first is to be told of before the last of it is read. */
const TELL_MS = 50;

/** Sorts accepted reports and files them. */
export async function startIngest(service: Service): Promise<AsyncDisposable> {
  const { stores, queues, meter, progress, clock, passSeam, world, knowledge, redisUrl, keys } =
    service;
  const logger = service.logger.child({ role: "ingest" });
  let toldAt = performance.now();
  // A hint: losing it costs the wake of a sweep, and must not hide why a report failed.
  const tellNotifier = (): Promise<void> => {
    toldAt = performance.now();
    return queues.pulse
      .incidents()
      .catch((error: unknown) => logger.warn({ err: error }, "no pulse for filed reports"));
  };
  const file = fileReports({
    inbox: stores.inbox,
    log: stores.log,
    meter,
    progress,
    logger,
    passSeam,
    isOutage,
    read: (report) => knowledge.current().read(report),
    stories: world.stories,
    maxAgeDays: service.settings.maxAgeDays,
    noteFiled: () => {
      if (performance.now() - toldAt >= TELL_MS) void tellNotifier();
    },
  });
  await using opening = new AsyncDisposableStack();
  opening.use(startWatchdog(STANDSTILL_MS));
  opening.use(
    startJobWorker({
      queue: "reports",
      redisUrl,
      keys,
      concurrency: CONCURRENCY,
      logger,
      handle: async ({ ids }) => {
        toldAt = performance.now();
        try {
          await file(ids);
        } finally {
          await tellNotifier();
        }
      },
    }),
  );
  const sweep = sweepInbox({ inbox: stores.inbox, pulse: queues.pulse, progress, clock });
  opening.use(repeat({ name: "sweep-inbox", everyMs: SWEEP_MS, run: sweep, logger }));
  return opening.move();
}
