import { ConfigError } from "../model/failure.ts";
import {
  type CrashPoint,
  type Parse,
  ROLES,
  type Role,
  accept,
  oneOf,
  parseAddress,
  parseApiToken,
  parseBounceAddress,
  parseCrashPoint,
  parseDkimKey,
  parseDomain,
  parseHeaderName,
  parseHost,
  parseKeyPrefix,
  parseMailbox,
  parsePublicUrl,
  parseRedisUrl,
  parseRoles,
  parseSendRate,
  parseTokenKey,
  parseWebhookSecret,
  url,
  wholeNumber,
} from "./setting-values.ts";
import type { Rate } from "./span.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export const DURABILITIES = ["fsync", "everysec", "replica"] as const;
export const IN_DOUBT_POLICIES = ["resend", "hold"] as const;

const HELD_UP_TO = ["moderate", "severe", "extreme"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
export type Durability = (typeof DURABILITIES)[number];

/** What the environment says. Text settings are trimmed; an empty variable counts as unset. */
export interface Settings {
  readonly roles: readonly Role[];
  readonly logLevel: LogLevel;
  /** Undefined: a private server in the data folder. */
  readonly redisUrl: string | undefined;
  readonly keyPrefix: string;
  /** Undefined: nothing can be sent. */
  readonly smtpUrl: string | undefined;
  /** `name@example.org`, or `Name <name@example.org>`; given whenever `smtpUrl` is. */
  readonly mailFrom: string | undefined;
  readonly smtp: {
    /** Of one notifier: mails under way at once, each over a connection of its own. */
    readonly connections: number;
    /** Of all notifiers together; undefined: as fast as the relay takes them. */
    readonly rate: Rate | undefined;
  };
  readonly bounces: {
    /** Where bounces go, with a tag for each address before the @; undefined: to the sender. */
    readonly address: string | undefined;
    /** A Maildir or a mailbox file that holds them. */
    readonly mailbox: string | undefined;
    /** Of a provider's webhook. */
    readonly secret: Buffer | undefined;
  };
  /** Undefined: the relay signs. */
  readonly dkim: Dkim | undefined;
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined;
  readonly http: { readonly host: string; readonly port: number };
  readonly configDir: string;
  readonly dataDir: string;
  readonly apiToken: string | undefined;
  /** Undefined: the key that is kept in the data folder. */
  readonly tokenKey: Buffer | undefined;
  readonly durability: Durability;
  readonly inDoubt: InDoubt;
  readonly crashAt: CrashPoint | undefined;
  /** Holds the milliseconds by which time is moved; for tests. */
  readonly clockFile: string | undefined;
  /** Where filing falls behind, a report that would wait longer is not taken. */
  readonly longestWaitSeconds: number;
  readonly retentionDays: number;
  /** An event further back than this is filed and told to nobody; 0: no limit. */
  readonly maxAgeDays: number;
  /** How far back a digest reaches that makes up for a long downtime. */
  readonly catchUpDays: number;
  readonly secondSource: SecondSource;
  /** Who runs this service, and is told of storms. */
  readonly operatorMail: string | undefined;
}

/** When an incident of one source goes to so many readers that a second is waited for. */
export interface SecondSource {
  /** More than this part of all readers, in percent; 100: nothing is ever held. */
  readonly percent: number;
  /** And at least so many of them. */
  readonly readers: number;
  /** Longest wait. */
  readonly minutes: number;
  /** This or worse does not wait. */
  readonly except: (typeof HELD_UP_TO)[number];
}

/** How mail is signed (RFC 6376). */
export interface Dkim {
  readonly domain: string;
  readonly selector: string;
  /** RSA, PEM. */
  readonly privateKey: string;
}

/** What becomes of a mail whose acceptance could not be learned. */
export interface InDoubt {
  readonly policy: (typeof IN_DOUBT_POLICIES)[number];
  /** A header by which the relay itself refuses a second copy. */
  readonly idempotencyHeader: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a file that a NAME_FILE variable names; throws where it cannot be read. */
export type ReadSecretFile = (path: string) => string;

/** Worked off within a minute once the rush is over. */
const DEFAULT_LONGEST_WAIT_SECONDS = 30;
const DEFAULT_RETENTION_DAYS = 35;
/** A weekly digest and one that was missed. */
const DEFAULT_CATCH_UP_DAYS = 14;
/** Long enough that a date read wrongly seldom silences an event of the present. */
const DEFAULT_MAX_AGE_DAYS = 30;
/** A weekly digest looks back seven days, and further after downtime. */
const MIN_RETENTION_DAYS = 10;

/** Throws a ConfigError that lists every wrong variable, a line each. */
export function readSettings(env: Environment, readSecretFile: ReadSecretFile): Settings {
  const faults: string[] = [];
  const read = settingReader(env, readSecretFile, faults);
  const settings: Settings = {
    roles: read("TOCSIN_ROLES", parseRoles, ROLES),
    logLevel: read("LOG_LEVEL", oneOf(LOG_LEVELS), "info"),
    redisUrl: read("REDIS_URL", parseRedisUrl),
    keyPrefix: read("TOCSIN_KEY_PREFIX", parseKeyPrefix, "tocsin"),
    smtpUrl: read("SMTP_URL", url(["smtp:", "smtps:"])),
    mailFrom: read("TOCSIN_MAIL_FROM", parseMailbox),
    smtp: {
      connections: read("TOCSIN_SMTP_CONNECTIONS", wholeNumber(1, 50), 5),
      rate: read("TOCSIN_SMTP_RATE", parseSendRate),
    },
    bounces: {
      address: read("TOCSIN_BOUNCE_ADDRESS", parseBounceAddress),
      mailbox: read("TOCSIN_BOUNCE_MAILBOX", accept),
      secret: read("TOCSIN_BOUNCE_SECRET", parseWebhookSecret),
    },
    dkim: readDkim(env, read, faults),
    publicUrl: read("TOCSIN_PUBLIC_URL", parsePublicUrl),
    http: {
      host: read("TOCSIN_HTTP_HOST", parseHost, "127.0.0.1"),
      port: read("TOCSIN_HTTP_PORT", wholeNumber(0, 65_535), 8080),
    },
    configDir: read("TOCSIN_CONFIG_DIR", accept, "config"),
    dataDir: read("TOCSIN_DATA_DIR", accept, ".tocsin"),
    apiToken: read("TOCSIN_API_TOKEN", parseApiToken),
    tokenKey: read("TOCSIN_TOKEN_KEY", parseTokenKey),
    durability: read("TOCSIN_DURABILITY", oneOf(DURABILITIES), "everysec"),
    inDoubt: {
      policy: read("TOCSIN_IN_DOUBT", oneOf(IN_DOUBT_POLICIES), "resend"),
      idempotencyHeader: read("TOCSIN_IDEMPOTENCY_HEADER", parseHeaderName),
    },
    crashAt: read("TOCSIN_CRASH_AT", parseCrashPoint),
    clockFile: read("TOCSIN_CLOCK_FILE", accept),
    longestWaitSeconds: read(
      "TOCSIN_LONGEST_WAIT",
      wholeNumber(1, 24 * 3600),
      DEFAULT_LONGEST_WAIT_SECONDS,
    ),
    retentionDays: read(
      "TOCSIN_RETENTION_DAYS",
      wholeNumber(MIN_RETENTION_DAYS, 3650),
      DEFAULT_RETENTION_DAYS,
    ),
    catchUpDays: read("TOCSIN_CATCH_UP_DAYS", wholeNumber(1, 3650), DEFAULT_CATCH_UP_DAYS),
    secondSource: {
      percent: read("TOCSIN_HOLD_PERCENT", wholeNumber(1, 100), 50),
      readers: read("TOCSIN_HOLD_READERS", wholeNumber(2, 1_000_000), 50),
      minutes: read("TOCSIN_HOLD_MINUTES", wholeNumber(1, 24 * 60), 15),
      except: read("TOCSIN_HOLD_EXCEPT", oneOf(HELD_UP_TO), "extreme"),
    },
    operatorMail: read("TOCSIN_OPERATOR_MAIL", parseAddress),
    maxAgeDays: read("TOCSIN_MAX_AGE_DAYS", wholeNumber(0, 3650), DEFAULT_MAX_AGE_DAYS),
  };
  if (settings.smtpUrl && !isSet(env, "TOCSIN_MAIL_FROM")) {
    faults.push("TOCSIN_MAIL_FROM: missing; SMTP_URL is set, and mail needs a sender");
  }
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return settings;
}

/**
 * Finds a variable, or the text of the file that its `_FILE` twin names, without
 * the line's end. Throws a ConfigError when both are set or the file cannot be read.
 */
export function readVariable(
  env: Environment,
  readSecretFile: ReadSecretFile,
  name: string,
): string | undefined {
  const value = nonEmpty(env[name]);
  const path = nonEmpty(env[`${name}_FILE`]);
  if (path === undefined) return value;
  if (value !== undefined) throw new ConfigError(`${name}: set it or ${name}_FILE, not both`);
  try {
    return nonEmpty(readSecretFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${name}_FILE: ${reason}`, { cause: error });
  }
}

function isSet(env: Environment, name: string): boolean {
  return nonEmpty(env[name]) !== undefined || nonEmpty(env[`${name}_FILE`]) !== undefined;
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}

const DKIM_DOMAIN = "TOCSIN_DKIM_DOMAIN";
const DKIM_SELECTOR = "TOCSIN_DKIM_SELECTOR";
const DKIM_KEY = "TOCSIN_DKIM_KEY";

/** All three or none. */
function readDkim(
  env: Environment,
  read: ReturnType<typeof settingReader>,
  faults: string[],
): Dkim | undefined {
  const domain = read(DKIM_DOMAIN, parseDomain);
  const selector = read(DKIM_SELECTOR, parseDomain);
  const privateKey = read(DKIM_KEY, parseDkimKey);
  const names = [DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY];
  const missing = names.filter((name) => !isSet(env, name));
  if (missing.length > 0 && missing.length < names.length) {
    faults.push(`${missing.join(", ")}: missing; DKIM needs ${names.join(", ")}`);
  }
  return domain !== undefined && selector !== undefined && privateKey !== undefined
    ? { domain, selector, privateKey }
    : undefined;
}

function settingReader(env: Environment, readSecretFile: ReadSecretFile, faults: string[]) {
  function read<T>(name: string, parse: Parse<T>): T | undefined;
  function read<T>(name: string, parse: Parse<T>, fallback: T): T;
  function read<T>(name: string, parse: Parse<T>, fallback?: T): T | undefined {
    const text = tryVariable(name);
    if (text === undefined) return fallback;
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    faults.push(`${name}: ${parsed.reason}`);
    return fallback;
  }
  function tryVariable(name: string): string | undefined {
    try {
      return readVariable(env, readSecretFile, name);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error.message);
      return undefined;
    }
  }
  return read;
}
