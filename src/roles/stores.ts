import type { RedisClient } from "../adapters/redis/connection.ts";
import type { Keys } from "../adapters/redis/keys.ts";
import { redisBounces } from "../adapters/redis/redis-bounces.ts";
import { redisConfirmations } from "../adapters/redis/redis-confirmations.ts";
import { redisDeliveries } from "../adapters/redis/redis-deliveries.ts";
import { redisDueIndex, redisWakeCursor } from "../adapters/redis/redis-due-index.ts";
import { redisHolds } from "../adapters/redis/redis-holds.ts";
import { redisInbox } from "../adapters/redis/redis-inbox.ts";
import { redisIncidentLog } from "../adapters/redis/redis-incident-log.ts";
import { redisInhibitionHits } from "../adapters/redis/redis-inhibition-hits.ts";
import { redisNotices } from "../adapters/redis/redis-notices.ts";
import { redisOutbox } from "../adapters/redis/redis-outbox.ts";
import { redisProgress } from "../adapters/redis/redis-progress.ts";
import { redisReaders } from "../adapters/redis/redis-readers.ts";
import { redisRelay } from "../adapters/redis/redis-relay.ts";
import { redisSilences } from "../adapters/redis/redis-silences.ts";
import { redisSubscriptions } from "../adapters/redis/redis-subscriptions.ts";
import { redisTokens } from "../adapters/redis/redis-tokens.ts";
import { runPlainly, runSurely, writeSurely } from "../adapters/redis/run-surely.ts";
import type { Settings } from "../config/settings.ts";
import type { Deliveries, DueIndex, Readers } from "../pipeline/delivery-ports.ts";
import type { Inbox } from "../pipeline/inbox-ports.ts";
import type { IncidentLog, WakeCursor } from "../pipeline/log-ports.ts";
import type {
  Holds,
  Notices,
  Confirmations,
  InhibitionHits,
  SilenceStore,
  SubscriptionStore,
  Tokens,
} from "../pipeline/operator-ports.ts";
import type { Clock, PassSeam, ProgressStore } from "../pipeline/ports.ts";
import type { Bounces, Outbox, Relay } from "../pipeline/sending-ports.ts";

export interface Stores {
  readonly inbox: Inbox;
  readonly log: IncidentLog;
  readonly deliveries: Deliveries;
  readonly due: DueIndex;
  readonly holds: Holds;
  readonly notices: Notices;
  readonly wakeCursor: WakeCursor;
  readonly outbox: Outbox;
  readonly readers: Readers;
  readonly relay: Relay;
  readonly bounces: Bounces;
  readonly subscriptions: SubscriptionStore;
  readonly tokens: Tokens;
  readonly silences: SilenceStore;
  readonly inhibitionHits: InhibitionHits;
  readonly confirmations: Confirmations;
  readonly proven: ProgressStore;
}

const INBOX_LIMIT = 100_000;

export interface StoresOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly passSeam?: PassSeam | undefined;
  /** Undefined: nothing will be accepted through these stores. */
  readonly intake?: RedisClient | undefined;
  /** Reports come in faster than they are filed: none is taken. */
  readonly isBehind?: () => boolean;
}

export function openStores(redis: RedisClient, keys: Keys, options: StoresOptions): Stores {
  const { settings, clock, intake, passSeam } = options;
  const retentionSeconds = settings.retentionDays * 24 * 3600;
  const shared = { redis, keys, clock, retentionSeconds };
  const inboxLimit = () => (options.isBehind?.() ? 0 : INBOX_LIMIT);
  const { durability } = settings;
  // A disk keeps the order of writes, so a ledger on it is whole; a replica that takes over may lack the last ones.
  const sure =
    durability === "replica" ? runSurely(intake ?? redis, durability) : runPlainly(redis);
  return {
    inbox: redisInbox({
      ...shared,
      writeSurely: writeSurely(intake ?? redis, durability),
      inboxLimit,
    }),
    log: redisIncidentLog({ ...shared, runSurely: sure }),
    deliveries: redisDeliveries(shared),
    due: redisDueIndex(redis, keys),
    holds: redisHolds(shared),
    notices: redisNotices(shared),
    wakeCursor: redisWakeCursor(redis, keys),
    outbox: redisOutbox({ ...shared, runSurely: sure, passSeam }),
    readers: redisReaders(redis, keys),
    bounces: redisBounces(redis, keys, clock),
    relay: redisRelay(redis, keys, { rate: settings.smtp.rate }),
    subscriptions: redisSubscriptions(shared),
    tokens: redisTokens(shared),
    silences: redisSilences(redis, keys),
    inhibitionHits: redisInhibitionHits(redis, keys),
    confirmations: redisConfirmations(redis, keys),
    proven: redisProgress(redis, keys, clock),
  };
}
