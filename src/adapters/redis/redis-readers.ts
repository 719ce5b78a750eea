import type { Reader, ReaderChoices } from "../../model/reader.ts";
import { SEVERITIES, type Severity } from "../../model/severity.ts";
import type { Readers } from "../../pipeline/delivery-ports.ts";
import type { RedisClient } from "./connection.ts";
import type { Keys } from "./keys.ts";

const MUTE = "mute:";

/** Each choice is one field of the reader's own hash: two at once do not undo each other. */
export function redisReaders(redis: RedisClient, keys: Keys): Readers {
  const choices = ({ subscriptionId, address }: Reader) =>
    keys.choices(subscriptionId, address.toLowerCase());
  const keep = async (reader: Reader, field: string, value: string | undefined): Promise<void> => {
    if (value === undefined) await redis.hdel(choices(reader), field);
    else await redis.hset(choices(reader), field, value);
  };
  return {
    choices: async (reader) => readChoices(await redis.hgetall(choices(reader))),
    unsubscribe: (subscriptionId, address, at) =>
      keep({ subscriptionId, address }, "unsubscribedAt", at.toString()),
    async resubscribe(subscriptionId, address) {
      await keep({ subscriptionId, address }, "unsubscribedAt", undefined);
    },
    pause: (reader, until) => keep(reader, "pausedUntil", until.toString()),
    resume: (reader) => keep(reader, "pausedUntil", undefined),
    chooseSeverity: (reader, severity) => keep(reader, "severity", severity),
    mute: (reader, incidentId, severity) => keep(reader, MUTE + incidentId, severity),
    unmute: (reader, incidentId) => keep(reader, MUTE + incidentId, undefined),
    withdrawLinks: (reader, at) => keep(reader, "linksFrom", at.toString()),
    hours: async () => new Map(Object.entries(await redis.hgetall(keys.hours))),
    async chooseHour(deliveryId, time) {
      if (time === undefined) await redis.hdel(keys.hours, deliveryId);
      else await redis.hset(keys.hours, deliveryId, time);
    },
  };
}

function readChoices(fields: Readonly<Record<string, string>>): ReaderChoices {
  const mutes = Object.entries(fields).flatMap(([field, value]): [string, Severity][] =>
    field.startsWith(MUTE) ? [[field.slice(MUTE.length), severityOf(value) ?? "unknown"]] : [],
  );
  return {
    unsubscribed: fields["unsubscribedAt"] !== undefined,
    pausedUntil: instant(fields["pausedUntil"]),
    severity: severityOf(fields["severity"]),
    mutes: new Map(mutes),
    linksFrom: instant(fields["linksFrom"]),
  };
}

function severityOf(text: string | undefined): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text);
}

function instant(text: string | undefined): Temporal.Instant | undefined {
  return text === undefined ? undefined : Temporal.Instant.from(text);
}
