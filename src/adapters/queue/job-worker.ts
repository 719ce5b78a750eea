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
/** To record that a job ended; one that could not be recorded is done again, and knows that it was done. */
const GOODBYE_LIMIT_MS = 3_000;

/** Runs `handle` for every job of a queue until disposed; disposal waits for those in hand. */
export function startJobWorker<Name extends QueueName>(
  options: JobWorkerOptions<Name>,
): AsyncDisposable {
  const { queue, redisUrl, keys, concurrency, logger, handle } = options;
  const inHand = new Set<Promise<void>>();
  const run = async (job: Job<Jobs[Name], void>): Promise<void> => {
    if (!isWhole(queue, job.data)) return;
    const work = handle(job.data);
    inHand.add(work);
    try {
      await work;
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      throw Object.assign(new UnrecoverableError(error.message), { cause: error });
    } finally {
      inHand.delete(work);
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
  return { [Symbol.asyncDispose]: () => closeInTime(worker, connection, inHand) };
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

/**
 * `close` waits for ever where Redis is down, and for as long as a queue's master says nothing where only that is: jobs
 * in hand are given their time, and what BullMQ has to say to Redis besides a little.
 */
async function closeInTime(
  worker: Worker,
  connection: RedisClient,
  inHand: ReadonlySet<Promise<void>>,
): Promise<void> {
  const force = !(await answers(connection));
  const closed = worker.close(force).catch(() => {});
  await Promise.race([Promise.allSettled(inHand), closed, after(CLOSE_LIMIT_MS)]);
  await Promise.race([closed, after(GOODBYE_LIMIT_MS)]);
  connection.disconnect();
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
