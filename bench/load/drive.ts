import { setTimeout as wait } from "node:timers/promises";

import { Pool } from "undici";

import { signHeaders } from "../frame/signed-report.ts";

/** What was answered to posts that came at an even rate, whether answers came or not. */
export interface Driven {
  /** Answers by status; 0: none came. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Refusals that did not say when to come back. */
  readonly withoutRetryAfter: number;
  /** Ids of receipts. */
  readonly accepted: readonly string[];
  /** Milliseconds to the receipts, ascending. */
  readonly acceptedMs: readonly number[];
}

const CONNECTIONS = 256;
const TICK_MS = 10;

let number = 0;

export interface Driving {
  /** Receipts that came so far. */
  readonly receipts: number;
  /** Answers of 429 and 503 so far. */
  readonly shed: number;
  /** Posts nothing more, and waits for what is under way. */
  end(): Promise<Driven>;
}

/** Posts `rate` reports a second, no two alike. */
export async function drive(url: string, rate: number, seconds: number): Promise<Driven> {
  const driving = startDriving(url, () => rate);
  await wait(seconds * 1000);
  return driving.end();
}

/** Posts as many a second as `rate` says at the time, no two alike, whether answers come or not. */
export function startDriving(url: string, rate: () => number): Driving {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const statuses = new Map<number, number>();
  const accepted: string[] = [];
  const acceptedMs: number[] = [];
  let withoutRetryAfter = 0;
  const post = async (): Promise<void> => {
    const body = nextBody();
    const asked = performance.now();
    const status = await pool
      .request({ method: "POST", path: "/v1/reports", headers: signHeaders(body), body })
      .then(
        async (answer) => {
          const said = (await answer.body.json()) as { readonly id?: string };
          if (answer.statusCode === 202 && said.id !== undefined) {
            accepted.push(said.id);
            acceptedMs.push(performance.now() - asked);
          } else if (answer.headers["retry-after"] === undefined) withoutRetryAfter += 1;
          return answer.statusCode;
        },
        () => 0,
      );
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const posts = new Set<Promise<void>>();
  const over = new AbortController();
  const postOn = async (): Promise<void> => {
    let due = 0;
    for (let before = performance.now(); !over.signal.aborted; await wait(TICK_MS)) {
      const now = performance.now();
      due += ((now - before) / 1000) * rate();
      before = now;
      for (; due >= 1; due -= 1) {
        const one = post().finally(() => posts.delete(one));
        posts.add(one);
      }
    }
  };
  const posted = postOn();
  return {
    get receipts() {
      return accepted.length;
    },
    get shed() {
      return shedOf(statuses);
    },
    async end() {
      over.abort();
      await posted;
      await Promise.all(posts);
      await pool.close();
      return {
        statuses,
        withoutRetryAfter,
        accepted,
        acceptedMs: acceptedMs.toSorted((a, b) => a - b),
      };
    },
  };
}

/** Those refused for being too many. */
export function shedOf(statuses: ReadonlyMap<number, number>): number {
  return (statuses.get(429) ?? 0) + (statuses.get(503) ?? 0);
}

const TOWNS = [
  "Gao, Mali",
  "Goma, Congo",
  "Kharkiv, Ukraine",
  "Aleppo, Syria",
  "Maiduguri, Nigeria",
];

/** Events that nobody could take for one another, so that each is filed as its own. */
function nextBody(): Buffer {
  number += 1;
  const town = TOWNS[number % TOWNS.length] ?? "Gao, Mali";
  const title = `Gunmen kidnap engineer number ${number} near ${town}`;
  const text = `${title}. The engineer of project ${number} was taken on Friday, the governor said. Reference KIDNAP-${number}. Police searched the road, and two bystanders were injured.`;
  return Buffer.from(JSON.stringify({ title, text, language: "en" }));
}
