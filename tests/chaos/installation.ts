import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePorts } from "#src/adapters/redis/free-ports.ts";
import { type Keys, keysUnder } from "#src/adapters/redis/keys.ts";

import { FIELD_KEY, WIRE_KEY } from "../support/posting.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { READERS, subscriptionFile } from "./readers.ts";
import { type RedisUnderTest, startRedisUnderTest } from "./redis-under-test.ts";
import { startWorker, type Worker } from "./worker.ts";

export const API_TOKEN = "chaos-reads-everything";

export interface InstallationOptions {
  /** The folder whose `src` is run; the repository's own, or a mutant's. */
  readonly tree: string;
  readonly policy: "resend" | "hold";
  readonly durability: "fsync" | "everysec";
  /** Roles of each process, `api,ingest,notifier` for one that does all. */
  readonly workers: readonly WorkerPlan[];
  readonly onStored: (raw: string, to: string) => void;
  readonly onSurprise: (what: string) => void;
}

export interface WorkerPlan {
  readonly roles: string;
  /** `after-seal#2`: its first life ends there. */
  readonly crashAt?: string;
}

/** A whole tocsin of real processes, with everything around it that can be broken. */
export interface Installation extends AsyncDisposable {
  readonly redis: RedisUnderTest;
  readonly redisProxy: FaultProxy;
  readonly mail: MailServer;
  readonly mailProxy: FaultProxy;
  readonly workers: readonly Worker[];
  /** Of the processes that take reports. */
  readonly apiUrls: readonly string[];
  readonly clock: SharedClock;
  readonly config: ConfigFolder;
  readonly keys: Keys;
  readonly env: Readonly<Record<string, string>>;
  /** Every line that the processes printed. */
  readonly lines: readonly string[];
}

/** The time of every process of the installation, and of whoever posts to it. */
export interface SharedClock {
  now(): Temporal.Instant;
  move(by: Temporal.DurationLike): void;
}

export interface ConfigFolder {
  readonly dir: string;
  /** Puts a file among the subscriptions that makes the folder unusable. */
  spoil(): void;
  mend(): void;
  /** Writes what stands there already, so that it is read again. */
  touch(): void;
}

const SOURCES = `
sources:
  - { id: wire, name: Wire feed, secrets: [WIRE_SECRET], language: en }
  - { id: field, name: Field reports, secrets: [FIELD_SECRET], language: en }
`;

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  await using opening = new AsyncDisposableStack();
  const dir = mkdtempSync(join(tmpdir(), "tocsin-chaos-"));
  opening.defer(() => rmSync(dir, { recursive: true, force: true }));
  const redis = opening.use(await startRedisUnderTest(options.durability));
  const redisProxy = opening.use(await startFaultProxy(redis.port));
  const mail = opening.use(await startMailServer(options.onStored));
  const mailProxy = opening.use(await startFaultProxy(mail.port));
  const clock = sharedClock(join(dir, "clock"));
  const config = writeConfig(join(dir, "config"));
  const ports = await freePorts(options.workers.length);
  const prefix = "chaos";
  const env = {
    REDIS_URL: redis.url.replace(`:${redis.port}`, `:${redisProxy.port}`),
    SMTP_URL: `smtp://127.0.0.1:${mailProxy.port}`,
    TOCSIN_MAIL_FROM: "tocsin@alerts.example.org",
    TOCSIN_KEY_PREFIX: prefix,
    TOCSIN_CONFIG_DIR: config.dir,
    TOCSIN_DATA_DIR: join(dir, "data"),
    TOCSIN_CLOCK_FILE: join(dir, "clock"),
    TOCSIN_TOKEN_KEY: "cd".repeat(32),
    TOCSIN_API_TOKEN: API_TOKEN,
    TOCSIN_IN_DOUBT: options.policy,
    TOCSIN_DURABILITY: options.durability,
    // The ledger's matcher is to stay simple: nothing waits for a second source.
    TOCSIN_HOLD_PERCENT: "100",
    // The clock jumps by hours, and what it jumped over nobody waited.
    TOCSIN_LONGEST_WAIT: "86400",
    LOG_LEVEL: process.env["CHAOS_LOG"] ?? "warn",
    WIRE_SECRET: `whsec_${WIRE_KEY.toString("base64")}`,
    FIELD_SECRET: `whsec_${FIELD_KEY.toString("base64")}`,
  };
  const lines: string[] = [];
  const workers = options.workers.map(({ roles, crashAt }, n) =>
    opening.use(
      startWorker({
        tree: options.tree,
        roles,
        env: { ...env, TOCSIN_HTTP_PORT: String(ports[n]) },
        ...(crashAt !== undefined && { firstEnv: { TOCSIN_CRASH_AT: crashAt } }),
        onSurprise: options.onSurprise,
        onLine: (line) => void lines.push(`${roles} ${n}: ${line}`),
      }),
    ),
  );
  const apiUrls = workers.flatMap(({ roles }, n) =>
    roles.includes("api") ? [`http://127.0.0.1:${ports[n]}`] : [],
  );
  const opened = opening.move();
  return {
    redis,
    redisProxy,
    mail,
    mailProxy,
    workers,
    apiUrls,
    clock,
    config,
    keys: keysUnder(prefix),
    env,
    lines,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function sharedClock(path: string): SharedClock {
  let offsetMs = 0;
  const write = (): void => {
    // Renamed into place: nobody reads half a number.
    writeFileSync(`${path}.next`, String(offsetMs));
    renameSync(`${path}.next`, path);
  };
  write();
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: offsetMs }),
    move(by) {
      offsetMs += Temporal.Duration.from(by).total("milliseconds");
      write();
    },
  };
}

function writeConfig(dir: string): ConfigFolder {
  const subscriptions = join(dir, "subscriptions");
  mkdirSync(subscriptions, { recursive: true });
  writeFileSync(join(dir, "sources.yaml"), SOURCES);
  for (const group of READERS)
    writeFileSync(join(subscriptions, `${group.id}.yaml`), subscriptionFile(group));
  const spoilt = join(subscriptions, "spoilt.yaml");
  return {
    dir,
    spoil: () => writeFileSync(spoilt, "id: spoilt\nmatch: [{ regions: [Atlantis] }\n"),
    mend: () => rmSync(spoilt, { force: true }),
    touch: () => writeFileSync(join(dir, "sources.yaml"), SOURCES),
  };
}
