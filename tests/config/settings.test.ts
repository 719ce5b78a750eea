import { generateKeyPairSync } from "node:crypto";

import { describe, expect, test } from "vitest";

import { type Environment, readSettings, readVariable } from "#src/config/settings.ts";
import { ConfigError } from "#src/model/failure.ts";

function noFile(path: string): string {
  throw new Error(`ENOENT: no such file, open '${path}'`);
}

function complaintsOf(env: Environment): readonly string[] {
  try {
    readSettings(env, noFile);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

const pem = (type: "rsa" | "ed25519", bits: number): string =>
  (type === "rsa"
    ? generateKeyPairSync("rsa", { modulusLength: bits })
    : generateKeyPairSync("ed25519")
  ).privateKey.export({ type: "pkcs8", format: "pem" });
const RSA_KEY = pem("rsa", 1024);

test("an empty environment is a whole tocsin on this machine that sends nothing yet", () => {
  expect(readSettings({}, noFile)).toEqual({
    roles: ["api", "ingest", "notifier"],
    logLevel: "info",
    redisUrl: undefined,
    keyPrefix: "tocsin",
    smtpUrl: undefined,
    mailFrom: undefined,
    smtp: { connections: 5, rate: undefined },
    bounces: { address: undefined, mailbox: undefined, secret: undefined },
    dkim: undefined,
    publicUrl: undefined,
    http: { host: "127.0.0.1", port: 8080 },
    configDir: "config",
    dataDir: ".tocsin",
    apiToken: undefined,
    tokenKey: undefined,
    durability: "everysec",
    inDoubt: { policy: "resend", idempotencyHeader: undefined },
    crashAt: undefined,
    longestWaitSeconds: 30,
    retentionDays: 35,
    catchUpDays: 14,
    secondSource: { percent: 50, readers: 50, minutes: 15, except: "extreme" },
    operatorMail: undefined,
    maxAgeDays: 30,
  });
});

test("every variable is read", () => {
  const env = {
    TOCSIN_ROLES: "notifier, api",
    LOG_LEVEL: "debug",
    REDIS_URL: "rediss://:pass@redis.example.org:6380/1",
    SMTP_URL: "smtps://user:pass@smtp.example.org",
    TOCSIN_MAIL_FROM: "Tocsin <tocsin@example.org>",
    TOCSIN_SMTP_CONNECTIONS: "8",
    TOCSIN_SMTP_RATE: "600/minute",
    TOCSIN_BOUNCE_ADDRESS: "bounces@example.org",
    TOCSIN_BOUNCE_MAILBOX: "/var/mail/bounces",
    TOCSIN_BOUNCE_SECRET: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
    TOCSIN_DKIM_DOMAIN: "Example.org",
    TOCSIN_DKIM_SELECTOR: "t2026",
    TOCSIN_DKIM_KEY: RSA_KEY,
    TOCSIN_PUBLIC_URL: "https://tocsin.example.org/app/",
    TOCSIN_HTTP_HOST: "0.0.0.0",
    TOCSIN_HTTP_PORT: "9090",
    TOCSIN_CONFIG_DIR: "/etc/tocsin",
    TOCSIN_DATA_DIR: "/var/lib/tocsin",
    TOCSIN_API_TOKEN: "0123456789abcdef",
    TOCSIN_TOKEN_KEY: "ab".repeat(32),
    TOCSIN_DURABILITY: "fsync",
    TOCSIN_IN_DOUBT: "hold",
    TOCSIN_IDEMPOTENCY_HEADER: "X-Idempotency-Key",
    TOCSIN_CRASH_AT: "seal.before#3",
    TOCSIN_CLOCK_FILE: "/tmp/clock",
    TOCSIN_LONGEST_WAIT: "60",
    TOCSIN_RETENTION_DAYS: "90",
    TOCSIN_CATCH_UP_DAYS: "3",
    TOCSIN_HOLD_PERCENT: "20",
    TOCSIN_HOLD_READERS: "200",
    TOCSIN_HOLD_MINUTES: "30",
    TOCSIN_HOLD_EXCEPT: "severe",
    TOCSIN_OPERATOR_MAIL: "ops@example.org",
    TOCSIN_MAX_AGE_DAYS: "7",
    TOCSIN_KEY_PREFIX: "staging",
  };
  expect(readSettings(env, noFile)).toEqual({
    roles: ["api", "notifier"],
    logLevel: "debug",
    redisUrl: env.REDIS_URL,
    keyPrefix: "staging",
    smtpUrl: env.SMTP_URL,
    mailFrom: env.TOCSIN_MAIL_FROM,
    smtp: { connections: 8, rate: { count: 600, perSeconds: 60 } },
    bounces: {
      address: "bounces@example.org",
      mailbox: "/var/mail/bounces",
      secret: Buffer.alloc(32, 1),
    },
    dkim: { domain: "example.org", selector: "t2026", privateKey: RSA_KEY.trim() },
    publicUrl: "https://tocsin.example.org/app",
    http: { host: "0.0.0.0", port: 9090 },
    configDir: "/etc/tocsin",
    dataDir: "/var/lib/tocsin",
    apiToken: env.TOCSIN_API_TOKEN,
    tokenKey: Buffer.alloc(32, 0xab),
    durability: "fsync",
    inDoubt: { policy: "hold", idempotencyHeader: "X-Idempotency-Key" },
    crashAt: { seam: "seal.before", count: 3 },
    clockFile: "/tmp/clock",
    longestWaitSeconds: 60,
    retentionDays: 90,
    catchUpDays: 3,
    secondSource: { percent: 20, readers: 200, minutes: 30, except: "severe" },
    operatorMail: "ops@example.org",
    maxAgeDays: 7,
  });
});

test.for<readonly [string, Environment, string]>([
  [
    "a role",
    { TOCSIN_ROLES: "api,ingst" },
    'TOCSIN_ROLES: "ingst" is none of api, ingest, notifier; did you mean "ingest"?',
  ],
  [
    "a log level",
    { LOG_LEVEL: "verbose" },
    'LOG_LEVEL: "verbose" is none of fatal, error, warn, info, debug, trace, silent',
  ],
  [
    "a Redis address",
    { REDIS_URL: "localhost:6379" },
    "REDIS_URL: expected an address that starts with redis:// or rediss://, redis+cluster://host:port,host:port or redis+sentinel://host:port,host:port/master-name",
  ],
  [
    "an SMTP address",
    { SMTP_URL: "http://x", TOCSIN_MAIL_FROM: "a@b.org" },
    "SMTP_URL: expected an address that starts with smtp:// or smtps://",
  ],
  [
    "a relay without a sender",
    { SMTP_URL: "smtp://x" },
    "TOCSIN_MAIL_FROM: missing; SMTP_URL is set, and mail needs a sender",
  ],
  [
    "a rate",
    { TOCSIN_SMTP_RATE: "fast" },
    'TOCSIN_SMTP_RATE: "fast" is not a rate such as 600/minute',
  ],
  [
    "a list of bounce addresses",
    { TOCSIN_BOUNCE_ADDRESS: "a@b.org, c@d.org" },
    'TOCSIN_BOUNCE_ADDRESS: "a@b.org, c@d.org" is not one address: write one address an entry',
  ],
  [
    "a bounce address that has no room for a tag",
    { TOCSIN_BOUNCE_ADDRESS: `${"b".repeat(38)}@example.org` },
    "TOCSIN_BOUNCE_ADDRESS: at most 37 characters before the @: a tag is put behind them",
  ],
  [
    "a webhook's secret",
    { TOCSIN_BOUNCE_SECRET: "secret" },
    "TOCSIN_BOUNCE_SECRET: expected whsec_ and 24 to 64 bytes in base64",
  ],
  [
    "half a DKIM key",
    { TOCSIN_DKIM_SELECTOR: "t2026", TOCSIN_DKIM_KEY: RSA_KEY },
    "TOCSIN_DKIM_DOMAIN: missing; DKIM needs TOCSIN_DKIM_DOMAIN, TOCSIN_DKIM_SELECTOR, TOCSIN_DKIM_KEY",
  ],
  ...(
    [
      ["no PEM", "secret-words", "expected a private key in PEM"],
      ["of another kind", pem("ed25519", 0), "expected an RSA key of 1024 bits or more"],
      ["too short", pem("rsa", 512), "expected an RSA key of 1024 bits or more"],
    ] as const
  ).map(([what, key, message]): [string, Environment, string] => [
    `a DKIM key that is ${what}`,
    { TOCSIN_DKIM_DOMAIN: "example.org", TOCSIN_DKIM_SELECTOR: "t", TOCSIN_DKIM_KEY: key },
    `TOCSIN_DKIM_KEY: ${message}`,
  ]),
  [
    "a DKIM domain",
    { TOCSIN_DKIM_DOMAIN: "a b", TOCSIN_DKIM_SELECTOR: "t", TOCSIN_DKIM_KEY: RSA_KEY },
    'TOCSIN_DKIM_DOMAIN: "a b" is not a domain name',
  ],
  [
    "a list of senders",
    { TOCSIN_MAIL_FROM: "a@b.org, c@d.org" },
    'TOCSIN_MAIL_FROM: "a@b.org, c@d.org" is not one address: write one address an entry',
  ],
  [
    "a sender's name that is a second address",
    { TOCSIN_MAIL_FROM: "x@y.org, A <a@b.org>" },
    'TOCSIN_MAIL_FROM: "x@y.org, A" cannot stand before an address',
  ],
  [
    "a public address",
    { TOCSIN_PUBLIC_URL: "tocsin.example.org" },
    'TOCSIN_PUBLIC_URL: "tocsin.example.org" is not a web address such as https://tocsin.example.org',
  ],
  [
    "a password in the public address",
    { TOCSIN_PUBLIC_URL: "https://a:b@x.org" },
    "TOCSIN_PUBLIC_URL: it holds a password, and it stands in every mail",
  ],
  [
    "a host",
    { TOCSIN_HTTP_HOST: "a b" },
    'TOCSIN_HTTP_HOST: "a b" is not a host name or an address',
  ],
  [
    "a port",
    { TOCSIN_HTTP_PORT: "65536" },
    'TOCSIN_HTTP_PORT: "65536" is not a whole number from 0 to 65535',
  ],
  [
    "a port in words",
    { TOCSIN_HTTP_PORT: "tcp://10.0.0.1:80" },
    'TOCSIN_HTTP_PORT: "tcp://10.0.0.1:80" is not a whole number from 0 to 65535',
  ],
  [
    "a short API token",
    { TOCSIN_API_TOKEN: "hunter2" },
    "TOCSIN_API_TOKEN: expected 16 or more characters without spaces",
  ],
  [
    "a short token key",
    { TOCSIN_TOKEN_KEY: "ab".repeat(31) },
    "TOCSIN_TOKEN_KEY: expected 32 or more random bytes in hex or base64",
  ],
  [
    "a token key of other characters",
    { TOCSIN_TOKEN_KEY: "§".repeat(64) },
    "TOCSIN_TOKEN_KEY: expected 32 or more random bytes in hex or base64",
  ],
  [
    "a durability",
    { TOCSIN_DURABILITY: "always" },
    'TOCSIN_DURABILITY: "always" is none of fsync, everysec, replica',
  ],
  ["a policy", { TOCSIN_IN_DOUBT: "drop" }, 'TOCSIN_IN_DOUBT: "drop" is none of resend, hold'],
  [
    "a header",
    { TOCSIN_IDEMPOTENCY_HEADER: "X Key:" },
    'TOCSIN_IDEMPOTENCY_HEADER: "X Key:" is not the name of a mail header',
  ],
  [
    "a crash point",
    { TOCSIN_CRASH_AT: "sealed" },
    'TOCSIN_CRASH_AT: "sealed" is not a seam and a count, such as sealed#1',
  ],
  [
    "days",
    { TOCSIN_RETENTION_DAYS: "0" },
    'TOCSIN_RETENTION_DAYS: "0" is not a whole number from 10 to 3650',
  ],
  [
    "a share above the whole",
    { TOCSIN_HOLD_PERCENT: "101" },
    'TOCSIN_HOLD_PERCENT: "101" is not a whole number from 1 to 100',
  ],
  [
    "an operator with a name",
    { TOCSIN_OPERATOR_MAIL: "Ops <ops@example.org>" },
    'TOCSIN_OPERATOR_MAIL: "Ops <ops@example.org>" is not one address: write the plain address, without a name or brackets',
  ],
  [
    "a key prefix with a hash tag",
    { TOCSIN_KEY_PREFIX: "{a}" },
    'TOCSIN_KEY_PREFIX: "{a}" is not 1 to 40 letters, digits, hyphens and underscores',
  ],
])("%s is refused by name", ([, env, complaint]) => {
  expect(complaintsOf(env)).toEqual([complaint]);
});

test("every wrong variable is told at once", () => {
  const env = { LOG_LEVEL: "x", TOCSIN_HTTP_PORT: "x", TOCSIN_DURABILITY: "x" };
  expect(complaintsOf(env).map((line) => line.split(":")[0])).toEqual([
    "LOG_LEVEL",
    "TOCSIN_HTTP_PORT",
    "TOCSIN_DURABILITY",
  ]);
});

test("no complaint repeats a password", () => {
  const env = {
    REDIS_URL: "http://:hunter2@x",
    SMTP_URL: "imap://u:hunter2@x",
    TOCSIN_API_TOKEN: "hunter2",
    TOCSIN_TOKEN_KEY: "hunter2",
    TOCSIN_PUBLIC_URL: "https://u:hunter2@x",
  };
  expect(complaintsOf(env).join("\n")).not.toContain("hunter2");
});

test.for([
  ["hex", Buffer.alloc(33, 0xcd).toString("hex"), 33],
  ["base64", Buffer.alloc(32, 0xfb).toString("base64"), 32],
  ["base64url", Buffer.alloc(40, 0xfb).toString("base64url"), 40],
] as const)("a token key is read from %s", ([, text, bytes]) => {
  expect(readSettings({ TOCSIN_TOKEN_KEY: text }, noFile).tokenKey).toHaveLength(bytes);
});

describe("a variable", () => {
  const files = (path: string) => (path === "/run/secret" ? "from a file\n" : noFile(path));

  test.for<readonly [string, Environment, string | undefined]>([
    ["is read from the environment", { A: " here " }, "here"],
    ["is read from the file that its twin names", { A_FILE: "/run/secret" }, "from a file"],
    ["is unset when it is empty", { A: "", A_FILE: " " }, undefined],
  ])("%s", ([, env, value]) => {
    expect(readVariable(env, files, "A")).toBe(value);
  });

  test.for<readonly [string, Environment, string]>([
    ["is not both", { A: "x", A_FILE: "/run/secret" }, "A: set it or A_FILE, not both"],
    ["needs a file that is there", { A_FILE: "/no" }, "A_FILE: ENOENT: no such file, open '/no'"],
  ])("%s", ([, env, complaint]) => {
    expect(() => readVariable(env, files, "A")).toThrow(new ConfigError(complaint));
  });

  test("that cannot be read is one complaint among the others", () => {
    expect(complaintsOf({ REDIS_URL_FILE: "/no", LOG_LEVEL: "x" })).toHaveLength(2);
  });
});
