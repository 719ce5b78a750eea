import type { BuriedReport, Inbox, StartedTogether } from "../../pipeline/inbox-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import { acceptReports } from "./accept-reports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { readBody } from "./report-body.ts";
import type { WriteSurely } from "./run-surely.ts";
import { runScript } from "./scripts.ts";

export interface InboxOptions {
  readonly redis: RedisClient;
  /** What was accepted by it is as durable as asked. */
  readonly writeSurely: WriteSurely;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
  /** So many or more waiting: senders are asked to come back later. */
  readonly inboxLimit: () => number;
}

export function redisInbox(options: InboxOptions): Inbox {
  const { redis, writeSurely, keys, clock, retentionSeconds } = options;
  const now = () => clock.now().epochMilliseconds;
  const decide = async (id: string, state: "accepted" | "dropped") => {
    const touched = [keys.report(id), keys.inbox, keys.buried, keys.body(id)];
    return (await runScript(redis, "revive", touched, [id, now(), state, retentionSeconds])) === 1;
  };
  return {
    accept: (reports) =>
      acceptReports(reports, {
        writeSurely,
        keys,
        nowMs: now(),
        retentionSeconds,
        inboxLimit: options.inboxLimit(),
      }),
    async start(id) {
      const touched = [keys.report(id), keys.inbox, keys.body(id)];
      const answer = await runScript(redis, "start", touched, [id]);
      if (!Array.isArray(answer)) return undefined;
      const [body, attempt] = answer as [string, number];
      return { report: readBody(body), attempt };
    },
    async startTogether(ids) {
      const touched = [keys.inbox, ...ids.flatMap((id) => [keys.report(id), keys.body(id)])];
      const answers = await runScript(redis, "start-together", touched, ids);
      return (answers as [string, string | number][]).map(readStarted);
    },
    async giveBack(id) {
      await runScript(redis, "give-back", [keys.report(id)], []);
    },
    async findWaiting(source, externalId) {
      const [id = ""] = ((await redis.get(keys.byExternalId(source, externalId))) ?? "").split(" ");
      const [state, body] = await Promise.all([
        redis.hget(keys.report(id), "state"),
        redis.get(keys.body(id)),
      ]);
      return body !== null && (state ?? "accepted") === "accepted" ? readBody(body) : undefined;
    },
    async read(ids) {
      const kept = await Promise.all(ids.map((id) => redis.get(keys.body(id))));
      return kept.flatMap((body) => (body === null ? [] : [readBody(body)]));
    },
    async settle(filed) {
      const touched = filed.flatMap(({ reportId: id }) => [keys.report(id), keys.body(id)]);
      const args = filed.flatMap(({ reportId, incidentId }) => [reportId, incidentId]);
      await runScript(redis, "settle", [keys.inbox, ...touched], [retentionSeconds, ...args]);
    },
    async bury(id, reason, detail) {
      const touched = [keys.report(id), keys.inbox, keys.buried, keys.body(id)];
      await runScript(redis, "bury", touched, [id, now(), reason, detail.slice(0, 500)]);
    },
    waiting: (before, limit) =>
      redis.zrangebyscore(keys.inbox, "-inf", before.epochMilliseconds, "LIMIT", 0, limit),
    depth: () => redis.zcard(keys.inbox),
    async line(id) {
      const [length, [last], ahead] = await Promise.all([
        redis.zcard(keys.inbox),
        redis.zrange(keys.inbox, "-1", "-1"),
        id === undefined ? null : redis.zrank(keys.inbox, id),
      ]);
      return { length, last, ahead: ahead ?? undefined };
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

function readStarted([outcome, value]: [string, string | number]): StartedTogether {
  switch (outcome) {
    case "started":
      return { outcome, report: readBody(String(value)) };
    case "alone":
      return { outcome, attempts: Number(value) };
    case "settled":
      return { outcome };
    default:
      throw new Error(`unknown answer of start-together: ${outcome}`);
  }
}

async function readBuried(
  redis: RedisClient,
  keys: Keys,
  id: string,
  at: number,
): Promise<BuriedReport> {
  const [[reason, detail], body] = await Promise.all([
    redis.hmget(keys.report(id), "reason", "detail"),
    redis.get(keys.body(id)),
  ]);
  return {
    id,
    source: body === null ? "" : readBody(body).source,
    reason: reason ?? "",
    detail: detail ?? "",
    buriedAt: Temporal.Instant.fromEpochMilliseconds(at).toString(),
  };
}
