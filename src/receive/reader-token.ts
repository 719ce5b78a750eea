import { createHmac, timingSafeEqual } from "node:crypto";

import type { LinkScope, Reader } from "../model/reader.ts";

/** What stands in the opaque part of `/m/<token>`. */
export interface ReaderToken extends Reader {
  readonly scope: LinkScope;
  readonly issuedAt: Temporal.Instant;
  /** The story that a `mute` link is about. */
  readonly incidentId?: string | undefined;
}

export type TokenReading =
  | { readonly ok: true; readonly token: ReaderToken }
  | { readonly ok: false; readonly reason: "unknown-link" | "expired-link" };

/** Of base64url: 144 bits. */
const MAC_LETTERS = 24;

/**
 * A link shows a reader's mail to whoever holds it, and mail is forwarded: it ends
 * soon. To leave must work from an old mail too (RFC 8058, CAN-SPAM: 30 days at least).
 */
const LIFE_DAYS: Readonly<Record<LinkScope, number>> = { page: 60, mute: 60, unsubscribe: 730 };

const SCOPES = { p: "page", u: "unsubscribe", m: "mute" } as const;
const LETTERS = { page: "p", unsubscribe: "u", mute: "m" } as const;

export function signReaderToken(key: Buffer, token: ReaderToken): string {
  const { scope, issuedAt, subscriptionId, address, incidentId = "" } = token;
  const seconds = Math.floor(issuedAt.epochMilliseconds / 1000).toString(36);
  const fields = [LETTERS[scope], seconds, subscriptionId, address, incidentId];
  const payload = Buffer.from(fields.join("\n")).toString("base64url");
  return `${payload}.${mac(key, payload)}`;
}

/**
 * Refused where the token was not made by `key`, or is too old for what it may do.
 * A page's link that is too old may still unsubscribe, as long as that lasts.
 */
export function readReaderToken(key: Buffer, text: string, now: Temporal.Instant): TokenReading {
  const token = verified(key, text);
  if (!token) return { ok: false, reason: "unknown-link" };
  const isLive = (scope: LinkScope) => ageDays(token.issuedAt, now) <= LIFE_DAYS[scope];
  if (isLive(token.scope)) return { ok: true, token };
  return token.scope === "page" && isLive("unsubscribe")
    ? { ok: true, token: { ...token, scope: "unsubscribe" } }
    : { ok: false, reason: "expired-link" };
}

function verified(key: Buffer, text: string): ReaderToken | undefined {
  const [payload, given, ...rest] = text.split(".");
  if (payload === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = Buffer.from(mac(key, payload));
  const offered = Buffer.from(given);
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return undefined;
  return parse(Buffer.from(payload, "base64url").toString("utf8"));
}

function parse(payload: string): ReaderToken {
  const [letter = "", seconds = "", subscriptionId = "", address = "", incidentId = ""] =
    payload.split("\n");
  return {
    // Only what we wrote has our signature.
    scope: SCOPES[letter as keyof typeof SCOPES],
    issuedAt: Temporal.Instant.fromEpochMilliseconds(Number.parseInt(seconds, 36) * 1000),
    subscriptionId,
    address,
    incidentId: incidentId === "" ? undefined : incidentId,
  };
}

function ageDays(issuedAt: Temporal.Instant, now: Temporal.Instant): number {
  return (now.epochMilliseconds - issuedAt.epochMilliseconds) / 86_400_000;
}

function mac(key: Buffer, payload: string): string {
  const whole = createHmac("sha256", key).update(`reader:${payload}`).digest("base64url");
  return whole.slice(0, MAC_LETTERS);
}
