import { connect } from "node:net";

import { systemClock } from "../adapters/observe/clock.ts";
import { openLog } from "../adapters/observe/log.ts";
import { openRedis, redisReady } from "../adapters/redis/connection.ts";
import { inspectRedis } from "../adapters/redis/inspect-redis.ts";
import { keysUnder } from "../adapters/redis/keys.ts";
import { redisHolds } from "../adapters/redis/redis-holds.ts";
import { redisInhibitionHits } from "../adapters/redis/redis-inhibition-hits.ts";
import { redisProgress } from "../adapters/redis/redis-progress.ts";
import { redisRelay } from "../adapters/redis/redis-relay.ts";
import { redisSilences } from "../adapters/redis/redis-silences.ts";
import { parseSmtpUrl } from "../adapters/smtp/smtp-session.ts";
import { formatFault } from "../config/fault.ts";
import { readSettings, readVariable, type Settings } from "../config/settings.ts";
import type { Holds } from "../pipeline/operator-ports.ts";
import type { Relay } from "../pipeline/sending-ports.ts";
import { openWorld, readKnowledge } from "../roles/knowledge.ts";
import { examineProgress } from "./examine-progress.ts";
import { examineSilences, sayInhibitions } from "./examine-silences.ts";
import { examineStrays } from "./examine-strays.ts";
import type { Finding } from "./finding.ts";
import type { Terminal } from "./terminal.ts";

const PATIENCE_MS = 5_000;
const CLOCK_TOLERANCE_MS = 2_000;

export async function doctor(
  options: { readonly json?: boolean; readonly repair?: boolean },
  terminal: Terminal,
): Promise<void> {
  const settings = readSettings(terminal.env, terminal.readSecretFile);
  const findings = (
    await Promise.all([
      examineConfiguration(settings, terminal),
      examineRedis(settings, terminal, options.repair === true),
      examineMail(settings),
      examineAddresses(settings),
    ])
  ).flat();
  if (options.json) terminal.out(JSON.stringify(findings, null, 2));
  else
    for (const { ok, check, detail } of findings)
      terminal.out(`${ok ? "ok  " : "BAD "} ${check}: ${detail}`);
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function examineConfiguration(
  settings: Settings,
  { env, readSecretFile }: Terminal,
): Promise<Finding[]> {
  const secrets = (name: string) => readVariable(env, readSecretFile, name);
  try {
    const { knowledge, faults } = await readKnowledge(
      settings.configDir,
      await openWorld(settings.dataDir),
      secrets,
    );
    if (!knowledge) {
      return faults.map((fault) => ({
        check: "configuration",
        ok: false,
        detail: formatFault(fault),
      }));
    }
    const { subscriptions, sources } = knowledge;
    return [
      {
        check: "configuration",
        ok: true,
        detail: `${subscriptions.length} subscriptions, ${sources.length} sources`,
      },
    ];
  } catch (error) {
    return [{ check: "configuration", ok: false, detail: messageOf(error) }];
  }
}

async function examineRedis(
  { redisUrl, durability, keyPrefix, retentionDays }: Settings,
  { stop }: Terminal,
  repairs: boolean,
): Promise<Finding[]> {
  if (redisUrl === undefined) {
    return [
      { check: "redis", ok: true, detail: "REDIS_URL is not set: serve starts a private one" },
    ];
  }
  await using open = openRedis(redisUrl, openLog("silent"));
  try {
    await redisReady(open.redis, AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]));
    const faults = await inspectRedis(open.redis, durability);
    const [seconds = "0", micros = "0"] = await open.redis.time();
    const skew = Math.abs(
      Number(seconds) * 1000 + Number(micros) / 1000 - Temporal.Now.instant().epochMilliseconds,
    );
    const clock = {
      check: "clock",
      ok: skew < CLOCK_TOLERANCE_MS,
      detail: `${Math.round(skew)} ms from Redis's`,
    };
    const keys = keysUnder(keyPrefix);
    const retentionSeconds = retentionDays * 24 * 3600;
    const now = Temporal.Now.instant();
    const silences = await redisSilences(open.redis, keys).list();
    const besides = [
      clock,
      ...(await examineProgress(redisProgress(open.redis, keys, systemClock), now)),
      await examineStrays(open.redis, keys, { repairs, now }),
      await examineRelay(redisRelay(open.redis, keys)),
      ...(await listHeld(redisHolds({ redis: open.redis, keys, retentionSeconds }))),
      ...examineSilences(silences, Temporal.Now.instant()),
      ...sayInhibitions(await redisInhibitionHits(open.redis, keys).list()),
    ];
    if (faults.length === 0)
      return [{ check: "redis", ok: true, detail: "keeps what it is given" }, ...besides];
    return [...faults.map((detail) => ({ check: "redis", ok: false, detail })), ...besides];
  } catch {
    return [{ check: "redis", ok: false, detail: "does not answer" }];
  }
}

async function examineRelay(relay: Relay): Promise<Finding> {
  const pause = await relay.pause();
  const check = "sending";
  if (!pause) return { check, ok: true, detail: "not paused" };
  return { check, ok: false, detail: `paused until ${pause.until.toString()}: ${pause.reason}` };
}

/** What waits for a second source; that it does is no fault. */
async function listHeld(holds: Holds): Promise<readonly Finding[]> {
  const inForce = await holds.inForce(Temporal.Now.instant());
  return inForce.map(({ incidentId, matched, of, until }) => ({
    check: "held",
    ok: true,
    detail: `${incidentId} reaches ${matched} of ${of} readers: it waits for a second source until ${until.toString({ smallestUnit: "second" })}`,
  }));
}

async function examineMail({ smtpUrl, mailFrom }: Settings): Promise<Finding[]> {
  if (smtpUrl === undefined || mailFrom === undefined) {
    return [
      {
        check: "mail",
        ok: false,
        detail: "SMTP_URL and TOCSIN_MAIL_FROM are not set: nothing can be sent",
      },
    ];
  }
  const { host, port, secure } = parseSmtpUrl(smtpUrl);
  if (secure) return [{ check: "mail", ok: true, detail: `${host}:${port} by TLS; not greeted` }];
  const greeting = await greet(host, port);
  return [
    { check: "mail", ok: greeting.startsWith("220"), detail: `${host}:${port} says: ${greeting}` },
  ];
}

function greet(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (said: string) => {
      socket.destroy();
      resolve(said);
    };
    socket.once("data", (data) => end(data.toString("latin1").split("\r\n")[0] ?? ""));
    socket.once("timeout", () => end("nothing"));
    socket.once("error", (error) => end(messageOf(error)));
  });
}

async function examineAddresses({ publicUrl, apiToken }: Settings): Promise<Finding[]> {
  const https = publicUrl?.startsWith("https://") ?? false;
  return [
    {
      check: "public address",
      ok: https,
      detail: https
        ? (publicUrl ?? "")
        : "TOCSIN_PUBLIC_URL is not an https address: one-click unsubscribe (RFC 8058) needs one",
    },
    {
      check: "API token",
      ok: true,
      detail:
        apiToken === undefined
          ? "not set: the API answers the tokens of `tocsin token create` alone"
          : "set",
    },
  ];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
