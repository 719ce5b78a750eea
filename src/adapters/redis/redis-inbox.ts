import type { Report } from "../../model/report.ts";
import type {
  Acceptable,
  Acceptance,
  BuriedReport,
  Inbox,
  StartedTogether,
} from "../../pipeline/inbox-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import type { RunScript } from "./run-surely.ts";
import { runScript } from "./scripts.ts";

export interface InboxOptions {
  readonly redis: RedisClient;
  /** What was accepted by it is as durable as asked. */
  readonly runSurely: RunScript;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
  /** So many or more waiting: senders are asked to come back later. */
  readonly inboxLimit: () => number;
}

export function redisInbox(options: InboxOptions): Inbox {
  const { redis, runSurely, keys, clock, retentionSeconds } = options;
  const now = () => clock.now().epochMilliseconds;
  const decide = async (id: string, state: "accepted" | "dropped") => {
    const touched = [keys.report(id), keys.inbox, keys.buried];
    return (await runScript(redis, "revive", touched, [id, now(), state, retentionSeconds])) === 1;
  };
  return {
    async accept(reports) {
      const parts = reports.map((report) => acceptPart(report, keys, now()));
      const answers = await runSurely(
        "accept",
        [keys.inbox, ...parts.flatMap((part) => part.keys)],
        [now(), retentionSeconds, options.inboxLimit(), ...parts.flatMap((part) => part.args)],
      );
      return (answers as [string, string][]).map(readAcceptance);
    },
    async start(id) {
      const answer = await runScript(redis, "start", [keys.report(id), keys.inbox], [id]);
      if (!Array.isArray(answer)) return undefined;
      const [json, attempt] = answer as [string, number];
      return { report: JSON.parse(json) as Report, attempt };
    },
    async startTogether(ids) {
      const touched = [keys.inbox, ...ids.map((id) => keys.report(id))];
      const answers = await runScript(redis, "start-together", touched, ids);
      return (answers as [string, string | number][]).map(readStarted);
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
    async inLine(place) {
      const [id, since] = await redis.zrange(
        keys.inbox,
        String(place),
        String(place),
        "WITHSCORES",
      );
      if (id === undefined) return undefined;
      return { id, since: Temporal.Instant.fromEpochMilliseconds(Number(since)) };
    },
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

function acceptPart({ report, bodyHash, rate }: Acceptable, keys: Keys, nowMs: number) {
  const own = keys.report(report.id);
  const external =
    report.externalId === undefined ? own : keys.byExternalId(report.source, report.externalId);
  const spanMs = (rate?.perSeconds ?? 1) * 1000;
  const slot = Math.floor(nowMs / spanMs);
  return {
    keys: [own, external, keys.rate(report.source, slot)],
    args: [
      report.id,
      bodyHash,
      Buffer.from(JSON.stringify(report)),
      report.source,
      rate?.count ?? 0,
      (slot + 1) * spanMs - nowMs,
    ],
  };
}

function readStarted([outcome, value]: [string, string | number]): StartedTogether {
  switch (outcome) {
    case "started":
      return { outcome, report: JSON.parse(String(value)) as Report };
    case "alone":
      return { outcome, attempts: Number(value) };
    case "settled":
      return { outcome };
    default:
      throw new Error(`unknown answer of start-together: ${outcome}`);
  }
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

async function readBuried(
  redis: RedisClient,
  keys: Keys,
  id: string,
  at: number,
): Promise<BuriedReport> {
  const [source, reason, detail] = await redis.hmget(keys.report(id), "source", "reason", "detail");
  return {
    id,
    source: source ?? "",
    reason: reason ?? "",
    detail: detail ?? "",
    buriedAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
  };
}
