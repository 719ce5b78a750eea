import { randomBytes } from "node:crypto";

import { parseDurationSeconds } from "../config/span.ts";
import { didYouMean } from "../config/suggest.ts";
import { SCOPES, type Scope } from "../model/api-token.ts";
import { ConfigError } from "../model/failure.ts";
import type { KnownToken } from "../pipeline/operator-ports.ts";
import { hashApiToken, writeApiToken } from "../receive/api-token.ts";
import { openRunningStores } from "./open-stores.ts";
import type { Terminal } from "./terminal.ts";

interface CreateOptions {
  readonly name: string;
  readonly scopes: string;
  readonly expires?: string;
  readonly perMinute?: string;
  readonly json?: boolean;
}

const DEFAULT_PER_MINUTE = 600;

/** The token itself is shown this once: only its hash is kept. */
export async function createToken(options: CreateOptions, terminal: Terminal): Promise<void> {
  const now = Temporal.Now.instant();
  const { id, text } = writeApiToken({ id: randomBytes(6), secret: randomBytes(32) });
  const token: KnownToken = {
    id,
    name: options.name,
    scopes: readScopes(options.scopes),
    perMinute: readRate(options.perMinute),
    createdAt: now.toString({ smallestUnit: "second" }),
    expiresAt: readExpiry(options.expires, now),
    hash: hashApiToken(text),
  };
  await using open = await openRunningStores(terminal);
  await open.stores.tokens.create(token);
  const { hash: _, ...shown } = token;
  if (options.json) terminal.out(JSON.stringify({ ...shown, token: text }, null, 2));
  else terminal.out(text);
  terminal.talk(`token ${id} may ${token.scopes.join(", ")}; it is not shown again`);
}

export async function listTokens(
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  await using open = await openRunningStores(terminal);
  const tokens = await open.stores.tokens.list();
  if (options.json) {
    const shown = tokens.map((token) => ({ ...token, hash: undefined }));
    terminal.out(JSON.stringify(shown, null, 2));
    return;
  }
  for (const { id, name, scopes, expiresAt, lastUsedAt } of tokens) {
    terminal.out(
      `${id}  ${name}  ${scopes.join(",")}  expires ${expiresAt ?? "never"}  last used ${lastUsedAt ?? "never"}`,
    );
  }
  if (tokens.length === 0) terminal.talk("no tokens");
}

export async function revokeToken(id: string, terminal: Terminal): Promise<void> {
  await using open = await openRunningStores(terminal);
  if (!(await open.stores.tokens.revoke(id))) throw new ConfigError(`no token ${id}`);
  terminal.out(`revoked ${id}`);
}

function readScopes(text: string): readonly Scope[] {
  const asked = text.split(",").map((scope) => scope.trim());
  const known = asked.flatMap((scope) => SCOPES.filter((one) => one === scope));
  const unknown = asked.filter((scope) => !SCOPES.some((one) => one === scope));
  if (unknown.length === 0) return [...new Set(known)];
  const faults = unknown.map(
    (scope) => `--scopes: "${scope}" is none of ${SCOPES.join(", ")}${didYouMean(scope, SCOPES)}`,
  );
  throw new ConfigError(faults.join("\n"));
}

function readRate(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PER_MINUTE;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new ConfigError(`--per-minute: "${text}" is not a whole number from 1 to 999999`);
}

/** An RFC 3339 instant, or a span from now in days: `90d`. */
function readExpiry(text: string | undefined, now: Temporal.Instant): string | undefined {
  if (text === undefined) return undefined;
  return readMoment(text, now, "--expires").toString();
}

/** An instant, or how long from `now`: `90d`, `4h`, `30m`. */
export function readMoment(text: string, now: Temporal.Instant, option: string): Temporal.Instant {
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1];
  const seconds = days === undefined ? parseDurationSeconds(text) : Number(days) * 86_400;
  if (seconds !== undefined) return now.add({ seconds });
  try {
    const instant = Temporal.Instant.from(text);
    if (Temporal.Instant.compare(instant, now) > 0) return instant;
  } catch {
    throw new ConfigError(`${option}: "${text}" is neither 90d, 4h nor 2027-01-31T00:00:00Z`);
  }
  throw new ConfigError(`${option}: ${text} has passed`);
}
