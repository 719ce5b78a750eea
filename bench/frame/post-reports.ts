import { Pool } from "undici";

import { reportBodies, signHeaders } from "./signed-report.ts";

export interface Posting {
  /** Of the service, without a path. */
  readonly url: string;
  readonly connections: number;
  /** One of the two ends it. */
  readonly seconds?: number;
  readonly amount?: number;
}

export interface Posted {
  readonly accepted: number;
  /** From the first post to the last answer. */
  readonly seconds: number;
  /** Milliseconds to each answer, ascending. */
  readonly answeredMs: readonly number[];
}

const bodies = reportBodies();

/**
 * Posts signed reports of wire copy, none twice, each connection the next one when the last is answered. Throws where
 * one is not accepted, as then nothing was measured.
 */
export async function postReports({ url, connections, ...until }: Posting): Promise<Posted> {
  const { seconds = Number.POSITIVE_INFINITY, amount = Number.POSITIVE_INFINITY } = until;
  const pool = new Pool(url, { connections });
  const answeredMs: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  let posted = 0;
  const keepPosting = async (): Promise<void> => {
    while (posted < amount && performance.now() < end) {
      posted += 1;
      const asked = performance.now();
      await postReport(pool, bodies[posted % bodies.length] ?? Buffer.alloc(0));
      answeredMs.push(performance.now() - asked);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, keepPosting));
  } finally {
    await pool.close();
  }
  return {
    accepted: answeredMs.length,
    seconds: (performance.now() - started) / 1000,
    answeredMs: answeredMs.toSorted((a, b) => a - b),
  };
}

/** One report, signed, over a pool. Throws where it is not accepted. */
export async function postReport(pool: Pool, body: Buffer): Promise<void> {
  const headers = signHeaders(body);
  const answer = await pool.request({ method: "POST", path: "/v1/reports", headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 202) throw new Error(`a post was answered ${answer.statusCode}`);
}
