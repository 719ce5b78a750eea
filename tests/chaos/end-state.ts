import { setTimeout as wait } from "node:timers/promises";

import { API_TOKEN, type Installation } from "./installation.ts";
import type { DeadDigestRecord, EndState, StoredMail } from "./ledger.ts";
import { REFERENCE } from "./world.ts";

const LOOK_MS = 250;
/** What is in hand is put off for as long as its lease, seven seconds at most: until then it looks as if it waited for its time. */
const IN_HAND_MS = 8_000;
/** What an index bears that is not being made anew. */
const WHOLE = "(whole)";
/** So often in a row nothing may be left to do. */
const QUIET_LOOKS = 4;
/** Past the next hour of every daily digest, and past every retry. */
const LAST_STEPS = [{ hours: 1 }, { hours: 5 }, { hours: 12 }, { hours: 12 }, { minutes: 5 }];

/**
 * Heals what only an operator can heal (a paused relay, digests that were refused for good), lets a day go
 * by in steps, and waits until nothing is left to do. False: it does not come to an end.
 */
export async function becomeQuiet(installation: Installation, withinMs: number): Promise<boolean> {
  const limit = performance.now() + withinMs;
  const steps = [...LAST_STEPS];
  let quiet = 0;
  while (performance.now() < limit) {
    const isQuietNow = await tidyUp(installation).then(
      () => isIdle(installation, "(+inf"),
      () => false,
    );
    if (isQuietNow) {
      const step = steps.shift();
      if (step) installation.clock.move(step);
      else quiet += 1;
      if (quiet === QUIET_LOOKS) return true;
    } else if (steps.length < LAST_STEPS.length) {
      // A retry waits for its time by the clock.
      installation.clock.move({ minutes: 1 });
      quiet = 0;
    }
    await wait(LOOK_MS);
  }
  return false;
}

/** Waits until all that may be done by now is done, retries that wait for their time left aside. False: it is not. */
export async function becomeIdle(installation: Installation, withinMs: number): Promise<boolean> {
  const limit = performance.now() + withinMs;
  const isIdleNow = async () => {
    await tidyUp(installation);
    return isIdle(installation, installation.clock.now().epochMilliseconds + IN_HAND_MS);
  };
  while (!(await isIdleNow().catch(() => false))) {
    if (performance.now() > limit) return false;
    await wait(LOOK_MS);
  }
  return true;
}

/** As an operator would in the morning; a process that is just starting is asked again in the next round. */
async function tidyUp(installation: Installation): Promise<void> {
  await resumeRelay(installation);
  await replayRejected(installation);
}

async function resumeRelay({ redis, keys }: Installation): Promise<void> {
  await redis.direct.del(keys.relay);
}

interface Letter {
  readonly kind: "report" | "digest";
  readonly id: string;
  readonly state?: string;
  readonly reason: string;
}

async function replayRejected(installation: Installation): Promise<void> {
  for (const { kind, id, state } of await letters(installation)) {
    if (kind === "digest" && state === "rejected")
      await ask(installation, `/v1/dead/${encodeURIComponent(id)}/replay`, "POST");
  }
}

/** `retriesUntil`: mails that are to be tried again later than that do not count. */
async function isIdle(
  { redis, keys, clock }: Installation,
  retriesUntil: number | "(+inf",
): Promise<boolean> {
  const now = clock.now().epochMilliseconds;
  const [inbox, outbox, due, woken, last, ...whole] = await Promise.all([
    redis.direct.zcard(keys.inbox),
    redis.direct.zcount(keys.outbox, "-inf", retriesUntil),
    redis.direct.zcount(keys.due, "-inf", now + IN_HAND_MS),
    redis.direct.get(keys.wakeCursor),
    redis.direct.xrevrange(keys.log, "+", "-", "COUNT", 1),
    // One that was lost looks as if nothing were in it.
    redis.direct.zscore(keys.outbox, WHOLE),
    redis.direct.zscore(keys.due, WHOLE),
  ]);
  const end = last[0]?.[0];
  const isEmpty = inbox === 0 && outbox === 0 && due === 0 && !whole.includes(null);
  return isEmpty && (end === undefined || end === woken);
}

interface Seen {
  readonly isQuiet: boolean;
  readonly surprises: readonly string[];
  readonly mails: readonly StoredMail[];
  /** Of the run, by `performance.now()`. */
  readonly begin: number;
}

/** What cannot be asked any more is a surprise of its own. */
export function readEndState(installation: Installation, seen: Seen): Promise<EndState> {
  return read(installation, seen).catch((error: unknown) => ({
    ...NOTHING,
    surprises: [...seen.surprises, `its end could not be read: ${String(error)}`],
  }));
}

const NOTHING: EndState = {
  isQuiet: false,
  inbox: 0,
  outbox: 0,
  filed: new Map(),
  buriedReports: [],
  deadDigests: [],
  adrift: [],
  doubts: new Map(),
  surprises: [],
  crashedAt: undefined,
  largestRssMb: 0,
  strayKeys: 0,
};

async function read(
  installation: Installation,
  { isQuiet, surprises, mails, begin }: Seen,
): Promise<EndState> {
  const { redis, keys, workers } = installation;
  const dead = await letters(installation);
  const crash = workers.find(({ crashedAt }) => crashedAt !== undefined)?.crashedAt;
  const queueKeys = await countKeys(installation, "chaos:{q:*");
  return {
    isQuiet,
    inbox: await redis.direct.zcard(keys.inbox),
    outbox: await redis.direct.zcount(keys.outbox, "-inf", "(+inf"),
    filed: await readFiled(installation),
    buriedReports: dead.filter(({ kind }) => kind === "report").map(({ id }) => id),
    deadDigests: await Promise.all(
      dead.filter(({ kind }) => kind === "digest").map((letter) => readDead(installation, letter)),
    ),
    adrift: await readAdrift(installation, dead),
    doubts: await readDoubts(installation, mails),
    surprises: [...surprises],
    crashedAt: crash === undefined ? undefined : Math.round(crash - begin),
    largestRssMb: Math.max(...workers.map((worker) => worker.rssMb())),
    // Nine or so of each queue are its own; jobs are kept nowhere after their end.
    strayKeys: Math.max(0, queueKeys - 60),
  };
}

async function readFiled(installation: Installation): Promise<ReadonlyMap<string, number>> {
  const filed = new Map<string, number>();
  let cursor = "";
  do {
    const page = (await ask(installation, `/v1/incidents?limit=200${cursor}`)) as {
      readonly incidents: readonly { readonly toldBy: readonly { readonly reportId: string }[] }[];
      readonly cursor: string | null;
    };
    for (const { toldBy } of page.incidents)
      for (const { reportId } of toldBy) filed.set(reportId, (filed.get(reportId) ?? 0) + 1);
    cursor = page.cursor === null ? "" : `&cursor=${encodeURIComponent(page.cursor)}`;
  } while (cursor !== "");
  return filed;
}

async function letters(installation: Installation): Promise<readonly Letter[]> {
  const { letters: all } = (await ask(installation, "/v1/dead")) as {
    readonly letters: readonly Letter[];
  };
  return all;
}

async function readDead(installation: Installation, letter: Letter): Promise<DeadDigestRecord> {
  const { id, state = "", reason } = letter;
  const { redis, keys } = installation;
  const sealed = JSON.parse((await redis.direct.hget(keys.digest(id), "json")) ?? "{}") as {
    readonly delivery?: { readonly address: string };
    readonly items?: readonly { readonly incident: { readonly headline: string } }[];
  };
  return {
    messageId: messageIdOf(id),
    to: sealed.delivery?.address ?? "",
    state,
    reason,
    references: (sealed.items ?? []).map(
      ({ incident }) => REFERENCE.exec(JSON.stringify(incident))?.[0] ?? "none",
    ),
  };
}

const ENDS = new Set(["sent", "suppressed", "dropped"]);

/** Of every digest that there is, by its own document: neither at its end, nor among the dead. */
async function readAdrift(
  { redis, keys }: Installation,
  dead: readonly Letter[],
): Promise<readonly string[]> {
  const listed = new Set(dead.map(({ id }) => messageIdOf(id)));
  const adrift: string[] = [];
  for await (const found of redis.direct.scanStream({ match: keys.digest("*.*"), count: 500 })) {
    for (const key of found as string[]) {
      const state = (await redis.direct.hget(key, "state")) ?? "";
      const [, delivery, number] = /\{d:(.+)\}:digest:(.+)$/.exec(key) ?? [];
      const messageId = messageIdOf(`${delivery}.${number}`);
      if (!ENDS.has(state) && !listed.has(messageId)) adrift.push(`${messageId}: ${state}`);
    }
  }
  return adrift;
}

function messageIdOf(digestId: string): string {
  return `<${digestId}@alerts.example.org>`;
}

async function readDoubts(
  { redis, keys }: Installation,
  mails: readonly StoredMail[],
): Promise<ReadonlyMap<string, number>> {
  const doubts = new Map<string, number>();
  for (const messageId of new Set(mails.map((mail) => mail.messageId))) {
    const digestId = messageId.slice(1, messageId.lastIndexOf("@"));
    const count = Number((await redis.direct.hget(keys.digest(digestId), "doubts")) ?? 0);
    if (count > 0) doubts.set(messageId, count);
  }
  return doubts;
}

async function countKeys({ redis }: Installation, pattern: string): Promise<number> {
  let count = 0;
  for await (const keys of redis.direct.scanStream({ match: pattern, count: 500 }))
    count += (keys as string[]).length;
  return count;
}

/** As an operator with every right; a process that is down for a moment is asked again. */
async function ask(
  { apiUrls }: Installation,
  path: string,
  method: "GET" | "POST" = "GET",
): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const url = apiUrls[attempt % apiUrls.length] ?? "";
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${API_TOKEN}` },
        signal: AbortSignal.timeout(5_000),
      });
      if (answer.status === 204) return undefined;
      if (answer.ok) return await answer.json();
      if (answer.status === 404) return undefined;
    } catch {}
    if (attempt === 40) throw new Error(`${path} is not answered`);
    await wait(LOOK_MS);
  }
}
