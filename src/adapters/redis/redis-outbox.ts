import { setTimeout as wait } from "node:timers/promises";

import type { SealedMail } from "../../model/digest.ts";
import type { Clock, PassSeam } from "../../pipeline/ports.ts";
import type { DeadDigest, Outbox, OutboxClaim, SendRecord } from "../../pipeline/sending-ports.ts";
import type { RedisClient } from "./connection.ts";
import { gatherRemovals } from "./gather-removals.ts";
import { watchForLoss } from "./index-loss.ts";
import { deliveryOf, type Keys } from "./keys.ts";
import type { RunScript } from "./run-surely.ts";
import { runScript } from "./scripts.ts";
import { mailReader } from "./sealed-mail-text.ts";

export interface OutboxOptions {
  readonly redis: RedisClient;
  /** What was marked by it outlives the loss of a master. */
  readonly runSurely: RunScript;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
  readonly passSeam?: PassSeam | undefined;
}

/** A sender that died is made up for after this long by Redis's clock; a live one renews. */
const SEND_LEASE_MS = 7_000;
const RENEW_MS = 2_000;
const RECORD_ATTEMPTS = 20;
const RECORD_PAUSE_MS = 500;

export function redisOutbox(options: OutboxOptions): Outbox {
  const { redis, runSurely, keys, clock, retentionSeconds } = options;
  const readMail = mailReader();
  const takeOutSoon = gatherRemovals(redis, keys.outbox);
  const now = () => clock.now().epochMilliseconds;
  const open = (id: string) => keys.open(deliveryOf(id));
  const decide = async (id: string, state: "sealed" | "dropped") => {
    const args = [id, state, retentionSeconds];
    const done = await runScript(redis, "outbox-revive", [keys.digest(id), open(id)], args);
    return done === 1;
  };
  const relist = async (id: string, at: Temporal.Instant): Promise<void> => {
    await redis.zrem(keys.dead, id);
    await redis.zadd(keys.outbox, at.epochMilliseconds, id);
  };
  const setAside = async (id: string): Promise<void> => {
    await runScript(redis, "outbox-set-aside", [keys.outbox, keys.dead], [id, now()]);
    const state = await runScript(redis, "outbox-close", [keys.digest(id), open(id)], [id]);
    if (state === "sealed") await relist(id, clock.now());
  };
  return {
    ...watchForLoss(redis, keys.outbox),
    async add(ids, at) {
      if (ids.length === 0) return;
      await redis.zadd(keys.outbox, "NX", ...ids.flatMap((id) => [at.epochMilliseconds, id]));
    },
    waiting: (at, limit) =>
      redis.zrangebyscore(keys.outbox, "-inf", at.epochMilliseconds, "LIMIT", 0, limit),
    async claim(id, at) {
      const args = [at.epochMilliseconds, SEND_LEASE_MS];
      const answer = await runScript(redis, "outbox-claim", [keys.digest(id)], args);
      const claim = readClaim(answer, readMail);
      // A run that recorded a rejection may have died before it could be listed.
      if (isDead(answer)) await setAside(id);
      else if (claim.outcome === "final" || claim.outcome === "unknown")
        await redis.zrem(keys.outbox, id);
      // Out of the sweepers' sight while in hand; back in it where this run dies. Nobody waits for it: where it
      // is lost they look sooner, and find the digest busy.
      const back = at.epochMilliseconds + SEND_LEASE_MS;
      if (claim.outcome === "claimed") redis.zadd(keys.outbox, "XX", back, id).catch(() => {});
      return claim;
    },
    hold(id, token) {
      const renew = () => {
        const args = [token, SEND_LEASE_MS];
        // A renewal that fails leaves the lease to run out: the token fences what comes after.
        runScript(redis, "outbox-renew", [keys.digest(id)], args).catch(() => {});
      };
      const timer = setInterval(renew, RENEW_MS);
      return { [Symbol.dispose]: () => clearInterval(timer) };
    },
    keptMessage: async (id) => (await redis.hgetBuffer(keys.digest(id), "message")) ?? undefined,
    async markDot(id, token, rendered) {
      const args = [token, SEND_LEASE_MS, ...(rendered === undefined ? [] : [rendered])];
      // The digest with its items and sent marks, sealed before, is then as sure as the mark.
      return (await runSurely("outbox-mark", [keys.digest(id)], args)) === 1;
    },
    async record(id, token, record) {
      const args = [token, id, ...recordArguments(record), now(), doubt(record), retentionSeconds];
      const written = await insist(() =>
        runScript(redis, "outbox-record", [keys.digest(id), open(id)], args),
      );
      if (written !== 1) return false;
      options.passSeam?.("after-ledger");
      if (record.state === "retry") await redis.zadd(keys.outbox, record.at.epochMilliseconds, id);
      else if (record.state === "rejected" || record.state === "held") await setAside(id);
      else takeOutSoon(id);
      return true;
    },
    async putOff(id, token, at) {
      const args = [token, at.epochMilliseconds];
      const done = await runScript(redis, "outbox-put-off", [keys.digest(id)], args);
      if (done === 1) await redis.zadd(keys.outbox, "XX", at.epochMilliseconds, id);
    },
    depth: () => redis.zcount(keys.outbox, "-inf", "(+inf"),
    async find(id) {
      const json = await redis.hget(keys.digest(id), "json");
      return json === null ? undefined : readMail(json);
    },
    countDead: () => redis.zcard(keys.dead),
    async dead() {
      const ids = await redis.zrange(keys.dead, "0", "-1");
      return Promise.all(ids.map((id) => readDead(redis, keys, id)));
    },
    async revive(id, at) {
      const revived = await decide(id, "sealed");
      if (revived) await relist(id, at);
      return revived;
    },
    async drop(id) {
      const dropped = await decide(id, "dropped");
      if (dropped) await redis.zrem(keys.dead, id);
      return dropped;
    },
  };
}

/**
 * What the server answered is known only here: losing it over a Redis that
 * restarts would put a mail in doubt that is not.
 */
async function insist<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt === RECORD_ATTEMPTS) throw error;
      await wait(RECORD_PAUSE_MS);
    }
  }
}

function readClaim(answer: unknown, readMail: (text: string) => SealedMail): OutboxClaim {
  const [outcome, json, token, attempt, doubted, doubts, kept] = answer as [
    string,
    string,
    number,
    number,
    string,
    string,
    number,
  ];
  if (outcome === "claimed") {
    return {
      outcome,
      digest: readMail(json),
      token,
      attempt,
      inDoubt: doubted !== "0",
      doubtFound: doubted === "found",
      doubts: Number(doubts),
      isKept: kept === 1,
    };
  }
  return { outcome: outcome === "busy" || outcome === "final" ? outcome : "unknown" };
}

function isDead(answer: unknown): boolean {
  const [outcome, state] = answer as [string, string?];
  return outcome === "final" && (state === "rejected" || state === "held");
}

function recordArguments(record: SendRecord): [string, string, number] {
  switch (record.state) {
    case "sent":
      return ["sent", record.response.slice(0, 500), 0];
    case "retry":
      return ["sealed", record.reason, record.at.epochMilliseconds];
    case "rejected":
    case "held":
    case "suppressed":
      return [record.state, record.reason, 0];
  }
}

function doubt(record: SendRecord): 0 | 1 {
  return record.state === "retry" && record.inDoubt ? 1 : 0;
}

async function readDead(redis: RedisClient, keys: Keys, id: string): Promise<DeadDigest> {
  const fields = ["state", "reason", "doneAt", "attempts", "doubts"];
  const [state, reason, doneAt, attempts, doubts] = await redis.hmget(keys.digest(id), ...fields);
  const at = Temporal.Instant.fromEpochMilliseconds(Number(doneAt ?? 0)).toString();
  return {
    id,
    state: state ?? "unknown",
    reason: reason ?? "",
    at,
    attempts: Number(attempts ?? 0),
    doubts: Number(doubts ?? 0),
  };
}
