import { createPrivateKey } from "node:crypto";

import { parseRedisAddress, REDIS_FORMS } from "../model/redis-address.ts";
import { addressFault } from "./address.ts";
import { parseSecret } from "./sources.ts";
import { parseRate, type Rate } from "./span.ts";
import { didYouMean } from "./suggest.ts";

export const ROLES = ["api", "ingest", "notifier"] as const;

export type Role = (typeof ROLES)[number];

/** The process kills itself the n-th time it passes a seam: for tests of what a crash leaves. */
export interface CrashPoint {
  readonly seam: string;
  readonly count: number;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** Reads the text of one variable. A reason never repeats a secret. */
export type Parse<T> = (text: string) => Parsed<T>;

const MIN_TOKEN_KEY_BYTES = 32;
const MIN_API_TOKEN_CHARACTERS = 16;

export const accept: Parse<string> = (text) => ({ ok: true, value: text });

export function oneOf<T extends string>(choices: readonly T[]): Parse<T> {
  return (text) => {
    const value = choices.find((choice) => choice === text);
    if (value !== undefined) return { ok: true, value };
    return refuse(`"${text}" is none of ${choices.join(", ")}${didYouMean(text, choices)}`);
  };
}

export function wholeNumber(min: number, max: number): Parse<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= min && value <= max) return { ok: true, value };
    return refuse(`"${text}" is not a whole number from ${min} to ${max}`);
  };
}

/** The address itself is not repeated: it may hold a password. */
export function url(protocols: readonly string[]): Parse<string> {
  const expected = protocols.map((protocol) => `${protocol}//`).join(" or ");
  return (text) => {
    const parsed = URL.parse(text);
    const isComplete = parsed?.host && protocols.includes(parsed.protocol);
    return isComplete
      ? { ok: true, value: text }
      : refuse(`expected an address that starts with ${expected}`);
  };
}

/** The address itself is not repeated: it may hold a password. */
export const parseRedisUrl: Parse<string> = (text) =>
  parseRedisAddress(text)
    ? { ok: true, value: text }
    : refuse(`expected an address that starts with ${REDIS_FORMS}`);

export const parseRoles: Parse<readonly Role[]> = (text) => {
  const names = text.split(",").map((name) => name.trim());
  const parsed = names.map(oneOf(ROLES));
  const wrong = parsed.flatMap((one) => (one.ok ? [] : [one.reason]));
  if (wrong.length > 0) return refuse(wrong.join("; "));
  return { ok: true, value: ROLES.filter((role) => names.includes(role)) };
};

export const parsePublicUrl: Parse<string> = (text) => {
  const parsed = URL.parse(text);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash) {
    return refuse(`"${text}" is not a web address such as https://tocsin.example.org`);
  }
  if (parsed.username || parsed.password)
    return refuse("it holds a password, and it stands in every mail");
  return { ok: true, value: parsed.href.replace(/(?<!\/)\/+$/, "") };
};

export const parseAddress: Parse<string> = (text) => {
  const fault = addressFault(text);
  return fault === undefined
    ? { ok: true, value: text }
    : refuse(`"${text}" is not one address: ${fault}`);
};

/** One sender: an address, or `Name <address>`, where the name is plain words. */
export const parseMailbox: Parse<string> = (text) => {
  const [, before, bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  const name = before?.trimEnd();
  const fault = addressFault(bracketed ?? text);
  if (fault !== undefined) return refuse(`"${text}" is not one address: ${fault}`);
  if (name !== undefined && /[\p{Cc},;:"\\@()]/u.test(name)) {
    return refuse(`"${name}" cannot stand before an address`);
  }
  return { ok: true, value: text };
};

/** RFC 5321 4.5.3.1.1: 64 characters before the @, 27 of which are the tag of a reader's address. */
const LONGEST_BOUNCE_LOCAL = 64 - 27;

export const parseBounceAddress: Parse<string> = (text) => {
  const fault = addressFault(text);
  if (fault !== undefined) return refuse(`"${text}" is not one address: ${fault}`);
  return text.lastIndexOf("@") <= LONGEST_BOUNCE_LOCAL
    ? { ok: true, value: text }
    : refuse(`at most ${LONGEST_BOUNCE_LOCAL} characters before the @: a tag is put behind them`);
};

export const parseHost: Parse<string> = (text) =>
  /^[A-Za-z0-9.:_-]+$/.test(text)
    ? { ok: true, value: text }
    : refuse(`"${text}" is not a host name or an address`);

/** Braces would move the keys to another slot of a Redis Cluster. */
export const parseKeyPrefix: Parse<string> = (text) =>
  /^[A-Za-z0-9_-]{1,40}$/.test(text)
    ? { ok: true, value: text }
    : refuse(`"${text}" is not 1 to 40 letters, digits, hyphens and underscores`);

export const parseHeaderName: Parse<string> = (text) =>
  /^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(text)
    ? { ok: true, value: text }
    : refuse(`"${text}" is not the name of a mail header`);

export const parseSendRate: Parse<Rate> = (text) => {
  const rate = parseRate(text);
  return rate ? { ok: true, value: rate } : refuse(`"${text}" is not a rate such as 600/minute`);
};

export const parseDomain: Parse<string> = (text) =>
  /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/i.test(text) && text.length <= 253
    ? { ok: true, value: text.toLowerCase() }
    : refuse(`"${text}" is not a domain name`);

/** RFC 8301: verifiers ignore keys of less than 1024 bits; signers use 2048. */
const MIN_DKIM_BITS = 1024;

export const parseDkimKey: Parse<string> = (text) => {
  try {
    const key = createPrivateKey(text);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= MIN_DKIM_BITS
      ? { ok: true, value: text }
      : refuse(`expected an RSA key of ${MIN_DKIM_BITS} bits or more`);
  } catch {
    return refuse("expected a private key in PEM");
  }
};

export const parseApiToken: Parse<string> = (text) =>
  /^[\x21-\x7e]+$/.test(text) && text.length >= MIN_API_TOKEN_CHARACTERS
    ? { ok: true, value: text }
    : refuse(`expected ${MIN_API_TOKEN_CHARACTERS} or more characters without spaces`);

/** Even-length hexadecimal digits are read as hex, though they would be base64 too. */
export const parseTokenKey: Parse<Buffer> = (text) => {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text);
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);
  const value = isHex ? Buffer.from(text, "hex") : Buffer.from(isBase64 ? text : "", "base64");
  return value.length >= MIN_TOKEN_KEY_BYTES
    ? { ok: true, value }
    : refuse(`expected ${MIN_TOKEN_KEY_BYTES} or more random bytes in hex or base64`);
};

/** As Standard Webhooks writes secrets. */
export const parseWebhookSecret: Parse<Buffer> = (text) => {
  const key = parseSecret(text);
  return key ? { ok: true, value: key } : refuse("expected whsec_ and 24 to 64 bytes in base64");
};

export const parseCrashPoint: Parse<CrashPoint> = (text) => {
  const [, seam, count] = /^([A-Za-z0-9:._-]+)#([1-9]\d{0,5})$/.exec(text) ?? [];
  return seam === undefined
    ? refuse(`"${text}" is not a seam and a count, such as sealed#1`)
    : { ok: true, value: { seam, count: Number(count) } };
};

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
