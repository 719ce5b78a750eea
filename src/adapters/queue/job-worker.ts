import { type Job, UnrecoverableError, Worker } from "bullmq";

import { PermanentError } from "../../model/failure.ts";
import type { StepLogger } from "../../pipeline/ports.ts";
import { openWorkerRedis, type RedisClient } from "../redis/connection.ts";
import type { Keys } from "../redis/keys.ts";
import { isWhole, type Jobs, type QueueName } from "./queues.ts";

export interface JobWorkerOptions<Name extends QueueName> {
  readonly queue: Name;
  readonly redisUrl: string;
  readonly keys: Keys;
  readonly concurrency: number;
  readonly logger: StepLogger;
  readonly handle: (job: Jobs[Name]) => Promise<void>;
}

/**
 * A job whose worker was killed starts again after some seven seconds at most:
 * lock plus one stalled check.
 */
const LOCK = { lockDuration: 15_000, stalledInterval: 5_000 };
/** The count never goes down in a job's life; our own ledgers find what keeps failing. */
const MANY_STALLS = 1_000;
const CLOSE_LIMIT_MS = 20_000;

/** Runs `handle` for every job of a queue until disposed; disposal waits for those in hand. */
export function startJobWorker<Name extends QueueName>(
  options: JobWorkerOptions<Name>,
): AsyncDisposable {
  const { queue, redisUrl, keys, concurrency, logger, handle } = options;
  const run = async (job: Job<Jobs[Name], void>): Promise<void> => {
    if (!isWhole(queue, job.data)) return;
    try {
      await handle(job.data);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      throw Object.assign(new UnrecoverableError(error.message), { cause: error });
    }
  };
  const connection = openWorkerRedis(redisUrl);
  connection.on("error", (error: Error) =>
    logger.warn({ err: error, queue }, "redis connection error"),
  );
  const worker = new Worker<Jobs[Name], void>(queue, run, {
    connection,
    prefix: keys.queuePrefix(queue),
    concurrency,
    maxStalledCount: MANY_STALLS,
    skipVersionCheck: true,
    ...LOCK,
  });
  worker.on("error", (error) => logger.warn({ err: error, queue }, "worker error"));
  worker.on("failed", (job, error) => {
    logger.warn({ err: error, queue, jobId: job?.id, attempt: job?.attemptsMade }, "job failed");
  });
  return { [Symbol.asyncDispose]: () => closeInTime(worker, connection) };
}

const PING_LIMIT_MS = 1_000;

/** Whether Redis is there at all: a frozen one keeps its connections. */
async function answers(connection: RedisClient): Promise<boolean> {
  if (connection.status !== "ready") return false;
  const silence = new Promise<false>((resolve) => {
    setTimeout(resolve, PING_LIMIT_MS, false).unref();
  });
  const ping = connection.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([ping, silence]);
}

/** `close` waits for ever where Redis is down; then nothing in hand can be finished anyway. */
async function closeInTime(worker: Worker, connection: RedisClient): Promise<void> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, CLOSE_LIMIT_MS).unref();
  });
  const force = !(await answers(connection));
  await Promise.race([worker.close(force).catch(() => {}), limit]);
  connection.disconnect();
}
