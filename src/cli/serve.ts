import { once } from "node:events";

import { clockByFile, systemClock } from "../adapters/observe/clock.ts";
import { openLog } from "../adapters/observe/log.ts";
import { redisReady } from "../adapters/redis/connection.ts";
import { inspectRedis } from "../adapters/redis/inspect-redis.ts";
import type { Role } from "../config/setting-values.ts";
import { readSettings, readVariable } from "../config/settings.ts";
import { startApi, startHealth } from "../roles/api.ts";
import { startIngest } from "../roles/ingest.ts";
import { startNotifier } from "../roles/notifier.ts";
import { openService, type Service, type StartRole } from "../roles/service.ts";
import { VERSION } from "../roles/version.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { paceCollector } from "./pace-collector.ts";
import type { Terminal } from "./terminal.ts";

const START: Record<Role, StartRole> = {
  api: startApi,
  ingest: startIngest,
  notifier: startNotifier,
};

/** Under the 30 s that Kubernetes gives by default. */
const SHUTDOWN_LIMIT_MS = 25_000;

export async function serve(
  options: { readonly roles?: string },
  terminal: Terminal,
): Promise<void> {
  const env =
    options.roles === undefined ? terminal.env : { ...terminal.env, TOCSIN_ROLES: options.roles };
  const settings = readSettings(env, terminal.readSecretFile);
  const logger = openLog(settings.logLevel);
  const { stop } = terminal;
  const drainInTime = () => {
    logger.info({ signal: String(stop.reason) }, "tocsin is stopping");
    setTimeout(() => {
      logger.error({ limitMs: SHUTDOWN_LIMIT_MS }, "stopped before everything was drained");
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
  };
  if (stop.aborted) return;
  stop.addEventListener("abort", drainInTime);

  const secrets = (name: string) => readVariable(env, terminal.readSecretFile, name);
  const { clockFile } = settings;
  const clock = clockFile === undefined ? systemClock : clockByFile(clockFile);
  await using service = await openService({ settings, secrets, logger, clock, stop });
  await using running = new AsyncDisposableStack();
  // Readers first: what is accepted finds everyone in place who should hear of it.
  for (const role of settings.roles.toReversed()) running.use(await START[role](service));
  if (!settings.roles.includes("api")) running.use(await startHealthIfFree(service));
  logger.info({ version: VERSION, roles: settings.roles }, "tocsin is running");
  void warnOfLostDurability(service);
  paceCollector(settings.roles);
  setImmediate(giveBackMemory);

  // A signal may come while roles are still starting; `once` would then wait for ever.
  if (!stop.aborted) await once(stop, "abort");
}

/** Several workers of one machine may share a port setting: then one of them answers, and none fails. */
async function startHealthIfFree(service: Service): Promise<AsyncDisposable> {
  try {
    return await startHealth(service);
  } catch (error) {
    service.logger.warn({ err: error }, "no health and metrics: the port is taken");
    return { [Symbol.asyncDispose]: () => Promise.resolve() };
  }
}

/** A Redis that may forget or evict breaks the first promise: said loudly, once it answers. */
async function warnOfLostDurability({ redis, logger, settings, stop }: Service): Promise<void> {
  try {
    await redisReady(redis, stop);
    for (const fault of await inspectRedis(redis, settings.durability)) {
      logger.error({ fault }, "redis does not keep what tocsin promises");
    }
  } catch (error) {
    if (!stop.aborted) logger.warn({ err: error }, "redis could not be inspected");
  }
}
