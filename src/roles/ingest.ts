import { startJobWorker } from "../adapters/queue/job-worker.ts";
import { fileReport } from "../pipeline/file-report.ts";
import { sweepInbox } from "../pipeline/sweep.ts";
import { repeat } from "./repeat.ts";
import type { Service } from "./service.ts";

/** One report in hand at a time: then an attempt that ended a worker's life was surely this report's. */
const CONCURRENCY = 1;
const SWEEP_MS = 2_000;

/** Sorts accepted reports and files them. */
export async function startIngest(service: Service): Promise<AsyncDisposable> {
  const { stores, queues, meter, clock, passSeam, world, knowledge, redisUrl, keys } = service;
  const logger = service.logger.child({ role: "ingest" });
  const file = fileReport({
    inbox: stores.inbox,
    log: stores.log,
    clock,
    meter,
    logger,
    passSeam,
    read: (report) => knowledge.current().read(report),
    stories: world.stories,
    maxAgeDays: service.settings.maxAgeDays,
  });
  await using opening = new AsyncDisposableStack();
  opening.use(
    startJobWorker({
      queue: "reports",
      redisUrl,
      keys,
      concurrency: CONCURRENCY,
      logger,
      handle: async ({ ids }) => {
        // One after another: a report that kills its worker must not count against its neighbours,
        // and copies that came together join each other instead of racing. Each fails by itself.
        const failed: unknown[] = [];
        for (const id of ids) await file(id).catch((error: unknown) => failed.push(error));
        // A hint: losing it costs the wake of a sweep, and must not hide why a report failed.
        await queues.pulse
          .incidents()
          .catch((error: unknown) => logger.warn({ err: error }, "no pulse for filed reports"));
        if (failed.length > 0) {
          throw new AggregateError(
            failed,
            `${failed.length} of ${ids.length} reports were not filed`,
          );
        }
      },
    }),
  );
  const sweep = sweepInbox({ inbox: stores.inbox, pulse: queues.pulse, clock });
  opening.use(repeat({ name: "sweep-inbox", everyMs: SWEEP_MS, run: sweep, logger }));
  return opening.move();
}
