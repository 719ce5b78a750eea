import { setTimeout as wait } from "node:timers/promises";

import type { ParsedMail } from "mailparser";
import { expect, vi } from "vitest";

import { post } from "../support/tocsin.ts";
import type { Installation } from "./installation.ts";

const SENDERS = 4;
const PAUSE_MS = 40;
const AGAIN_MS = 200;
/** Longer than any failover here takes. */
const GIVE_UP_MS = 90_000;
const PATIENCE = { timeout: 90_000, interval: 100 };

/** Senders that post one event after another, each until it is answered with a receipt. */
export function startSenders(urls: readonly string[]) {
  const accepted = new Set<number>();
  let next = 0;
  const stop = new AbortController();

  const send = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const number = next;
      next += 1;
      await deliver(number);
      await wait(PAUSE_MS);
    }
  };
  const deliver = async (number: number): Promise<void> => {
    const limit = AbortSignal.timeout(GIVE_UP_MS);
    for (let attempt = number; !limit.aborted; attempt += 1) {
      const url = urls[attempt % urls.length] ?? "";
      const status = await post(url, event(number), {
        at: Temporal.Now.instant(),
        webhookId: `msg_${number}`,
      }).then(
        (answer) => answer.status,
        () => undefined,
      );
      if (status === 202 || status === 200) {
        accepted.add(number);
        return;
      }
      await wait(AGAIN_MS);
    }
    throw new Error(`report ${number} was never accepted`);
  };
  const senders = Array.from({ length: SENDERS }, send);
  return {
    accepted,
    /** That many more reports are accepted. */
    more: (count: number) => {
      const goal = accepted.size + count;
      return vi.waitFor(() => expect(accepted.size).toBeGreaterThanOrEqual(goal), PATIENCE);
    },
    /** Every report that was begun is accepted. */
    async stop(): Promise<void> {
      stop.abort();
      await Promise.all(senders);
    },
  };
}

/** Events that nobody could take for one another. */
function event(number: number) {
  const name = `number ${number}`;
  return {
    externalId: `event-${number}`,
    title: `Gunmen kidnap engineer ${name} near Gao, Mali`,
    text: `Gunmen kidnapped an engineer of project ${number} near Gao in northern Mali on Friday, the governor said. Reference KIDNAP-${String(number).padStart(5, "0")}.`,
  };
}

export const NOTHING_WRONG = {
  buried: 0,
  dead: 0,
  lost: [],
  doubled: [],
  misquoted: [],
  repeated: [],
};

/** What became of the accepted reports, when nothing is left to do. */
export async function tally({ redis, keys, sink }: Installation, accepted: ReadonlySet<number>) {
  await vi.waitFor(async () => {
    expect(await redis.zcard(keys.inbox)).toBe(0);
    const [last] = await redis.xrevrange(keys.log, "+", "-", "COUNT", 1);
    expect(await redis.get(keys.wakeCursor)).toBe(last?.[0]);
    // Besides the member that says that the set was not lost.
    expect(await redis.zcount(keys.due, "-inf", "(+inf")).toBe(0);
    expect(await redis.zcount(keys.outbox, "-inf", "(+inf")).toBe(0);
  }, PATIENCE);
  const mails = new Map(sink.taken.map(({ parsed }) => [digestOf(parsed), parsed.text ?? ""]));
  const told = new Map<number, number>();
  const misquoted: string[] = [];
  const repeated: string[] = [];
  for (const [id, text] of mails) {
    // The mail itself quotes no more items than fit; the sealed digest has them all.
    const items = numbersIn((await redis.hget(keys.digest(id), "json")) ?? "");
    for (const number of items) told.set(number, (told.get(number) ?? 0) + 1);
    if (!numbersIn(text).isSubsetOf(items)) misquoted.push(id);
    const copies = sink.taken.filter(({ parsed }) => digestOf(parsed) === id).length - 1;
    if (copies > Number(await redis.hget(keys.digest(id), "doubts"))) repeated.push(id);
  }
  return {
    accepted: accepted.size,
    buried: await redis.zcard(keys.buried),
    dead: await redis.zcard(keys.dead),
    lost: [...accepted].filter((number) => !told.has(number)),
    /** Told in two digests. */
    doubled: [...told].flatMap(([number, times]) => (times > 1 ? [number] : [])),
    /** Mails that say what their digest does not: another digest had this id before. */
    misquoted,
    /** Mailed more often than they were in doubt. */
    repeated,
  };
}

function digestOf({ messageId = "" }: ParsedMail): string {
  return messageId.slice(1, messageId.lastIndexOf("@"));
}

function numbersIn(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(/engineer number (\d+) near/g)].map(([, n]) => Number(n)));
}
