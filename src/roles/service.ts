import { join } from "node:path";

import type { Logger } from "pino";

import { keepTokenKey } from "../adapters/files/token-key.ts";
import { crashPoints } from "../adapters/observe/crash-points.ts";
import { openMeter, type OpenMeter } from "../adapters/observe/meter.ts";
import { openPulse, type OpenPulse } from "../adapters/queue/queues.ts";
import {
  openIntakeRedis,
  openRedis,
  type RedisClient,
  redisReady,
} from "../adapters/redis/connection.ts";
import { type Keys, keysUnder } from "../adapters/redis/keys.ts";
import { startPrivateRedis } from "../adapters/redis/private-server.ts";
import type { Settings } from "../config/settings.ts";
import type { ReadSecret } from "../config/sources.ts";
import type { Clock, PassSeam } from "../pipeline/ports.ts";
import { type Roster, rosterOf } from "../pipeline/roster.ts";
import { type Backlog, watchBacklog } from "../pipeline/watch-backlog.ts";
import { hashAddress } from "./hash-address.ts";
import { openWorld, type World } from "./knowledge.ts";
import { type LiveKnowledge, openKnowledge } from "./live-knowledge.ts";
import { followSilences, type LiveSilences } from "./live-silences.ts";
import { followSubscriptions, type LiveSubscriptions } from "./live-subscriptions.ts";
import { type NotedProgress, noteProgress } from "./note-progress.ts";
import { repeat } from "./repeat.ts";
import { openStores, type Stores } from "./stores.ts";

/** What every role is wired with. Holds no state that another process could not pick up. */
export interface Service extends AsyncDisposable {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly meter: OpenMeter;
  readonly progress: NotedProgress;
  readonly passSeam: PassSeam;
  readonly redisUrl: string;
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly stores: Stores;
  readonly queues: OpenPulse;
  readonly backlog: Backlog;
  readonly world: World;
  readonly knowledge: LiveKnowledge;
  readonly subscriptions: LiveSubscriptions;
  readonly silences: LiveSilences;
  readonly tokenKey: Buffer;
  readonly sealEveryMs: number;
  /** The deliveries of the subscriptions in force. */
  readonly roster: () => Roster;
  readonly stop: AbortSignal;
}

export interface ServiceOptions {
  readonly settings: Settings;
  readonly secrets: ReadSecret;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** Opened once and shared by services of one process; undefined: opened here. */
  readonly world?: World | undefined;
  /** How often due deliveries are looked for. */
  readonly sealEveryMs?: number | undefined;
}

/** Opens a role needs and starts it. Disposing the result stops it cleanly. */
export type StartRole = (service: Service) => Promise<AsyncDisposable>;

const SEAL_EVERY_MS = 500;
/** A change made elsewhere is in force here this much later at most. */
const FOLLOW_MS = 250;
const NOTE_PROGRESS_MS = 1_000;
const REDIS_HEAD_START_MS = 2_000;

export async function openService(options: ServiceOptions): Promise<Service> {
  const { settings, logger, clock, stop } = options;
  const passSeam = crashPoints(settings.crashAt);
  await using opening = new AsyncDisposableStack();
  const world = options.world ?? (await openWorld(settings.dataDir));
  const knowledge = await openKnowledge({ ...options, dir: settings.configDir, world });
  const tokenKey = settings.tokenKey ?? (await keepTokenKey(settings.dataDir));
  const redisUrl = settings.redisUrl ?? (await openPrivateRedis(options, opening));
  const { redis } = opening.use(openRedis(redisUrl, logger));
  const { redis: intake } = opening.use(openIntakeRedis(redisUrl, logger));
  // Long enough for a Redis that is there; one that is not must not keep us from saying so.
  await redisReady(redis, AbortSignal.any([stop, AbortSignal.timeout(REDIS_HEAD_START_MS)])).catch(
    () => logger.warn({}, "redis does not answer yet"),
  );
  const keys = keysUnder(settings.keyPrefix);
  const queues = opening.use(openPulse(redis, keys, logger));
  const isBehind = () => backlog.isBehind;
  const stores = openStores(redis, keys, { ...options, intake, isBehind, passSeam });
  const backlog = watchBacklog({
    inbox: stores.inbox,
    clock,
    longestWaitSeconds: settings.longestWaitSeconds,
  });
  const meter = openMeter();
  const subscriptions = followSubscriptions({
    knowledge: () => knowledge.current(),
    store: stores.subscriptions,
    logger,
  });
  const silences = followSilences({
    knowledge: () => knowledge.current(),
    store: stores.silences,
    clock,
  });
  if (settings.roles.some((role) => role !== "ingest")) {
    const run = () => Promise.all([subscriptions.follow(), silences.follow()]);
    opening.use(repeat({ name: "follow-changes", everyMs: FOLLOW_MS, run, logger }));
  }
  const progress = noteProgress(stores.proven);
  const note = async (): Promise<void> => {
    // All that accepting needs is that a write comes through, as this one does.
    if (settings.roles.includes("api")) progress.prove("accept");
    await progress.flush();
  };
  const noted = { name: "note-progress", everyMs: NOTE_PROGRESS_MS, run: note, logger };
  opening.use(repeat(noted));
  const roster = rosterOf(subscriptions, hashAddress);
  const opened = opening.move();
  return {
    settings,
    logger,
    clock,
    meter,
    progress,
    passSeam,
    redisUrl,
    redis,
    keys,
    stores,
    queues,
    backlog,
    world,
    knowledge,
    subscriptions,
    silences,
    tokenKey,
    sealEveryMs: options.sealEveryMs ?? SEAL_EVERY_MS,
    roster: () => roster,
    stop,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function openPrivateRedis(
  { settings, logger, stop }: ServiceOptions,
  opening: AsyncDisposableStack,
): Promise<string> {
  const dir = join(settings.dataDir, "redis");
  const { durability } = settings;
  const server = opening.use(await startPrivateRedis({ dir, durability, signal: stop }));
  void server.lost.then(() => {
    if (stop.aborted) return;
    // Nothing can be accepted or sent without it; whoever supervises us starts both anew.
    logger.fatal({ dir }, "the private Redis has ended by itself");
    process.exit(1);
  });
  logger.info({ dir, port: server.port }, "REDIS_URL is not set: a private Redis was started");
  return server.url;
}
