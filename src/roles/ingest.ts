import { startJobWorker } from "../adapters/queue/job-worker.ts";
import { fileReport } from "../pipeline/file-report.ts";
import { sweepInbox } from "../pipeline/sweep.ts";
import { repeat } from "./repeat.ts";
import type { Service } from "./service.ts";

/** Jobs in hand at once: more than one only hides Redis's answers, as classifying is CPU. */
const CONCURRENCY = 4;
const SWEEP_MS = 2_000;

/** Sorts accepted reports and files them. */
export async function startIngest(service: Service): Promise<AsyncDisposable> {
  const { stores, queues, meter, clock, passSeam, knowledge, redisUrl, keys } = service;
  const logger = service.logger.child({ role: "ingest" });
  const file = fileReport({
    inbox: stores.inbox,
    log: stores.log,
    pulse: queues.pulse,
    meter,
    logger,
    passSeam,
    read: (report) => knowledge.current().read(report),
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
        // Each report succeeds or fails by itself; the job fails if any did.
        const outcomes = await Promise.allSettled(ids.map(file));
        const failed = outcomes.filter(({ status }) => status === "rejected");
        if (failed.length > 0)
          throw new AggregateError(
            failed.map(reasonOf),
            `${failed.length} of ${ids.length} reports were not filed`,
          );
      },
    }),
  );
  const sweep = sweepInbox({ inbox: stores.inbox, pulse: queues.pulse, clock });
  opening.use(repeat({ name: "sweep-inbox", everyMs: SWEEP_MS, run: sweep, logger }));
  return opening.move();
}

function reasonOf(outcome: PromiseSettledResult<void>): unknown {
  return outcome.status === "rejected" ? outcome.reason : undefined;
}
