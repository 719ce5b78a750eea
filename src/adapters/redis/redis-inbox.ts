import type { Redis } from "ioredis";

import type { Report } from "../../model/report.ts";
import type { Acceptable, Acceptance, BuriedReport, Clock, Inbox } from "../../pipeline/ports.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";

export type Durability = "fsync" | "everysec" | "replica";

export interface InboxOptions {
  readonly redis: Redis;
  /** Accepts, and waits until that is durable, on a connection of its own. */
  readonly intake: Redis;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly durability: Durability;
  readonly retentionSeconds: number;
  /** More than this waiting: senders are asked to come back later. */
  readonly inboxLimit: number;
}

const WAIT_FOR_REPLICA_MS = 1000;
const WAIT_FOR_DISK_MS = 1000;

export function redisInbox(options: InboxOptions): Inbox {
  const { redis, intake, keys, clock, retentionSeconds } = options;
  const now = () => clock.now().epochMilliseconds;
  const makeDurable = durableWrites(intake, options.durability);
  let connections = 0;
  intake.on("close", () => {
    connections += 1;
  });
  const decide = async (id: string, state: "accepted" | "dropped") => {
    const touched = [keys.report(id), keys.inbox, keys.buried];
    return (await runScript(redis, "revive", touched, [id, now(), state, retentionSeconds])) === 1;
  };
  return {
    async accept(reports) {
      const parts = reports.map((report) => acceptPart(report, keys, now()));
      const connection = connections;
      const answers = await runScript(
        intake,
        "accept",
        [keys.inbox, ...parts.flatMap((part) => part.keys)],
        [now(), retentionSeconds, options.inboxLimit, ...parts.flatMap((part) => part.args)],
      );
      await makeDurable();
      if (connection !== connections)
        throw new Error("the connection was lost before the write was sure");
      return (answers as [string, string][]).map(readAcceptance);
    },
    async start(id) {
      const answer = await runScript(redis, "start", [keys.report(id), keys.inbox], [id]);
      if (!Array.isArray(answer)) return undefined;
      const [json, attempt] = answer as [string, number];
      return { report: JSON.parse(json) as Report, attempt };
    },
    async giveBack(id) {
      await runScript(redis, "give-back", [keys.report(id)], []);
    },
    async isWaiting(source, externalId) {
      const [id] = ((await redis.get(keys.byExternalId(source, externalId))) ?? "").split(" ");
      return (await redis.hget(keys.report(id ?? ""), "state")) === "accepted";
    },
    async read(ids) {
      const kept = await Promise.all(ids.map((id) => redis.hget(keys.report(id), "json")));
      return kept.flatMap((json) => (json === null ? [] : [JSON.parse(json) as Report]));
    },
    async settle(id, incidentId) {
      const args = [id, incidentId, retentionSeconds];
      await runScript(redis, "settle", [keys.report(id), keys.inbox], args);
    },
    async bury(id, reason, detail) {
      const touched = [keys.report(id), keys.inbox, keys.buried];
      await runScript(redis, "bury", touched, [id, now(), reason, detail.slice(0, 500)]);
    },
    waiting: (before, limit) =>
      redis.zrangebyscore(keys.inbox, "-inf", before.epochMilliseconds, "LIMIT", 0, limit),
    depth: () => redis.zcard(keys.inbox),
    countBuried: () => redis.zcard(keys.buried),
    async buried() {
      const ids = await redis.zrange(keys.buried, "0", "-1", "WITHSCORES");
      const found: BuriedReport[] = [];
      for (let i = 0; i < ids.length; i += 2) {
        found.push(await readBuried(redis, keys, ids[i] ?? "", Number(ids[i + 1])));
      }
      return found;
    },
    revive: (id) => decide(id, "accepted"),
    drop: (id) => decide(id, "dropped"),
  };
}

function acceptPart({ report, webhookId, bodyHash, rate }: Acceptable, keys: Keys, nowMs: number) {
  const webhook = keys.byWebhookId(report.source, webhookId);
  const external =
    report.externalId === undefined ? webhook : keys.byExternalId(report.source, report.externalId);
  const spanMs = (rate?.perSeconds ?? 1) * 1000;
  const slot = Math.floor(nowMs / spanMs);
  return {
    keys: [keys.report(report.id), webhook, external, keys.rate(report.source, slot)],
    args: [
      report.id,
      bodyHash,
      JSON.stringify(report),
      report.source,
      rate?.count ?? 0,
      (slot + 1) * spanMs - nowMs,
    ],
  };
}

function readAcceptance([outcome, value]: [string, string]): Acceptance {
  switch (outcome) {
    case "accepted":
    case "duplicate":
    case "conflict":
      return { outcome, id: value };
    case "rate-limited":
      return { outcome, retryAfterSeconds: Math.max(1, Math.ceil(Number(value) / 1000)) };
    case "inbox-full":
      return { outcome };
    default:
      throw new Error(`unknown answer of accept: ${outcome}`);
  }
}

/** Throws where the write is not as durable as asked: the sender then keeps the report and sends it again. */
type MakeDurable = () => Promise<void>;

function durableWrites(redis: Redis, durability: Durability): MakeDurable {
  let syncsAlways = false;
  return async () => {
    if (durability === "replica") {
      const replicas = await redis.wait(1, WAIT_FOR_REPLICA_MS);
      if (replicas < 1) throw new Error("no replica has taken the write");
    }
    if (durability !== "fsync" || syncsAlways) return;
    // A managed Redis often forbids CONFIG: then each write is waited for.
    const setting = await redis.config("GET", "appendfsync").catch(() => undefined);
    syncsAlways = Array.isArray(setting) && setting[1] === "always";
    if (syncsAlways) return;
    // Redis 7.2 and Valkey can wait for one write's fsync; an older one refuses the command.
    const [local] = (await redis.call("WAITAOF", "1", "0", String(WAIT_FOR_DISK_MS))) as [number];
    if (local < 1) throw new Error("the write is not on the disk yet");
  };
}

async function readBuried(redis: Redis, keys: Keys, id: string, at: number): Promise<BuriedReport> {
  const [source, reason, detail] = await redis.hmget(keys.report(id), "source", "reason", "detail");
  return {
    id,
    source: source ?? "",
    reason: reason ?? "",
    detail: detail ?? "",
    buriedAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
  };
}
