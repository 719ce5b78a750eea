import { createHash } from "node:crypto";

import { Queue, type QueueOptions } from "bullmq";

import type { Pulse, StepLogger } from "../../pipeline/ports.ts";
import type { RedisClient } from "../redis/connection.ts";
import type { Keys } from "../redis/keys.ts";

export const QUEUES = ["reports", "incidents", "digests"] as const;

export type QueueName = (typeof QUEUES)[number];

/** What jobs carry: ids, never documents. */
export interface Jobs {
  readonly reports: { readonly ids: readonly string[] };
  readonly incidents: Record<string, never>;
  readonly digests: { readonly id: string };
}

const CARRIES: Readonly<Record<QueueName, string | undefined>> = {
  reports: "ids",
  incidents: undefined,
  digests: "id",
};

/** False where Redis lost what the job carried and not its place in the queue: the sweepers give its work anew. */
export function isWhole(queue: QueueName, data: object): boolean {
  const carried = CARRIES[queue];
  return carried === undefined || carried in data;
}

/**
 * Nothing is kept: a finished job's id must be free again, because the sweepers
 * add the same work under the same id until it is done.
 */
const JOB_OPTIONS: QueueOptions["defaultJobOptions"] = {
  attempts: 3,
  backoff: { type: "exponential", delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
};

export interface OpenPulse extends AsyncDisposable {
  readonly pulse: Pulse;
  /** For metrics: jobs by state. */
  counts(): Promise<Readonly<Record<QueueName, Readonly<Record<string, number>>>>>;
}

export function openPulse(redis: RedisClient, keys: Keys, logger: StepLogger): OpenPulse {
  const open = <Name extends QueueName>(name: Name) => {
    const queue = new Queue<Jobs[Name], void, Name>(name, {
      connection: redis,
      prefix: keys.queuePrefix(name),
      defaultJobOptions: JOB_OPTIONS,
      skipWaitingForReady: true,
      skipVersionCheck: true,
    });
    queue.on("error", (error) => logger.warn({ err: error, queue: name }, "queue error"));
    return queue;
  };
  const reports = open("reports");
  const incidents = open("incidents");
  const digests = open("digests");
  return {
    pulse: {
      async reports(ids, round = 0) {
        await reports.add(
          "reports",
          { ids: [...ids] },
          { jobId: jobId(`${round} ${ids.join(" ")}`) },
        );
      },
      async incidents() {
        await incidents.add("incidents", {}, { jobId: "walk" });
      },
      async digests(ids, round = 0) {
        await Promise.all(
          ids.map((id) => digests.add("digests", { id }, { jobId: jobId(`${round} ${id}`) })),
        );
      },
    },
    async counts() {
      const [ofReports, ofIncidents, ofDigests] = await Promise.all([
        reports.getJobCounts(),
        incidents.getJobCounts(),
        digests.getJobCounts(),
      ]);
      return { reports: ofReports, incidents: ofIncidents, digests: ofDigests };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([reports.close(), incidents.close(), digests.close()]);
    },
  };
}

/** BullMQ refuses `:` and bare digits in an id; ours may be long and hold anything. */
function jobId(of: string): string {
  return `j-${createHash("sha256").update(of).digest("hex").slice(0, 32)}`;
}
