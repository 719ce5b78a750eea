import { type HoldReason, isAllClear, type LeftOut, NOTHING_LEFT_OUT } from "../../model/digest.ts";
import {
  type Deliveries,
  type DeliveryState,
  type KeptBack,
  MISSED_ROUNDS,
  type Seal,
} from "../../pipeline/delivery-ports.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { runScript } from "./scripts.ts";
import { writeMail } from "./sealed-mail-text.ts";

export interface DeliveriesOptions {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly retentionSeconds: number;
}

const ROUND_MS = 10 * 60 * 1000;

export function redisDeliveries(options: DeliveriesOptions): Deliveries {
  const { redis, keys } = options;
  return {
    async round() {
      const rounds = [keys.enrollRounds, keys.enrollPause];
      return Number(await runScript(redis, "enroll-round", rounds, [ROUND_MS]));
    },
    async enroll({ delivery, timezone, now, due, round }) {
      const epoch = now.epochMilliseconds.toString(36);
      const schedule = JSON.stringify([delivery.schedule, timezone]);
      const args = [now.epochMilliseconds, stamp(due), schedule, round, MISSED_ROUNDS, epoch];
      const answer = await runScript(redis, "enroll", [keys.state(delivery.id)], args);
      const [isNew, dueAt, kept] = answer as [string, string, string];
      return { isNew: isNew === "1", due: readInstant(dueAt), hasKept: kept !== NONE_KEPT };
    },
    async read(id) {
      const [fields, open] = await Promise.all([
        redis.hgetall(keys.state(id)),
        redis.smembers(keys.open(id)),
      ]);
      return fields["cursor"] === undefined ? undefined : readState(fields, open);
    },
    open: (id) => redis.smembers(keys.open(id)),
    async sentVersions(id, incidentIds) {
      if (incidentIds.length === 0) return new Map();
      const versions = await redis.hmget(keys.sent(id), ...incidentIds);
      const known = incidentIds.flatMap((incident, i): [string, number][] => {
        const version = versions[i];
        return version === null || version === undefined ? [] : [[incident, Number(version)]];
      });
      return new Map(known);
    },
    seal: (seal) => sealDelivery(options, seal),
  };
}

async function sealDelivery(options: DeliveriesOptions, seal: Seal): Promise<boolean> {
  const { redis, keys, clock, retentionSeconds } = options;
  const { deliveryId, from, digest } = seal;
  const now = clock.now().epochMilliseconds;
  const moved = await runScript(
    redis,
    "seal",
    [
      keys.state(deliveryId),
      keys.sent(deliveryId),
      keys.sentAt(deliveryId),
      keys.open(deliveryId),
      keys.digest(digest?.id ?? `${deliveryId}.none`),
    ],
    [
      from.cursor.epochMilliseconds,
      from.sequence,
      stamp(from.due),
      seal.cursor.epochMilliseconds,
      stamp(seal.due),
      JSON.stringify(seal.recentSeals.map((instant) => instant.epochMilliseconds)),
      writeKept(from.kept),
      writeKept(seal.kept),
      JSON.stringify(seal.leftOut),
      digest?.id ?? "",
      digest === undefined ? "" : writeMail(digest),
      now,
      // A mark must outlive every log entry that could bring its incident up again.
      now - 2 * retentionSeconds * 1000,
      ...(digest === undefined || isAllClear(digest) ? [] : digest.items).flatMap(
        ({ incident }) => [incident.id, incident.version],
      ),
    ],
  );
  return moved === 1;
}

function readState(fields: Record<string, string>, open: readonly string[]): DeliveryState {
  const recent = JSON.parse(fields["recent"] ?? "[]") as number[];
  return {
    cursor: Temporal.Instant.fromEpochMilliseconds(Number(fields["cursor"])),
    due: readInstant(fields["due"] ?? ""),
    epoch: fields["epoch"] ?? "0",
    sequence: Number(fields["sequence"]),
    round: Number(fields["round"] ?? 0),
    recentSeals: recent.map((ms) => Temporal.Instant.fromEpochMilliseconds(ms)),
    kept: readKept(fields["kept"] ?? NONE_KEPT),
    leftOut: { ...NOTHING_LEFT_OUT, ...(JSON.parse(fields["left-out"] ?? "{}") as LeftOut) },
    open,
  };
}

function readInstant(stamped: string): Temporal.Instant | undefined {
  return stamped === "" ? undefined : Temporal.Instant.fromEpochMilliseconds(Number(stamped));
}

const NONE_KEPT = "[]";

type WrittenKept = readonly [id: string, why: HoldReason, ...positions: string[]];

/** Always the same text for the same list: the seal compares it. */
function writeKept(kept: readonly KeptBack[]): string {
  return JSON.stringify(
    kept.map(({ incidentId, why, positions }): WrittenKept => [incidentId, why, ...positions]),
  );
}

function readKept(json: string): KeptBack[] {
  return (JSON.parse(json) as WrittenKept[]).map(([incidentId, why, ...positions]) => ({
    incidentId,
    why,
    positions,
  }));
}

function stamp(instant: Temporal.Instant | undefined): number | "" {
  return instant?.epochMilliseconds ?? "";
}
