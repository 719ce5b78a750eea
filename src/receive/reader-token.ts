import { createHmac, timingSafeEqual } from "node:crypto";

/** Whose page a link opens: one address of one subscription. */
export interface Reader {
  readonly subscriptionId: string;
  readonly address: string;
}

const MAC_BYTES = 18;

/**
 * The opaque part of `/m/<token>`. It holds no expiry: a reader must be able to
 * leave by the oldest mail they kept (RFC 8058).
 */
export function signReaderToken(key: Buffer, { subscriptionId, address }: Reader): string {
  const payload = Buffer.from(`${subscriptionId}\n${address}`).toString("base64url");
  return `${payload}.${mac(key, payload).toString("base64url")}`;
}

/** Undefined where the token was not made by `key`. */
export function readReaderToken(key: Buffer, token: string): Reader | undefined {
  const [payload, given, ...rest] = token.split(".");
  if (payload === undefined || given === undefined || rest.length > 0) return undefined;
  const expected = mac(key, payload);
  const offered = Buffer.from(given, "base64url");
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) return undefined;
  const [subscriptionId = "", address = ""] = Buffer.from(payload, "base64url")
    .toString("utf8")
    .split("\n");
  return { subscriptionId, address };
}

function mac(key: Buffer, payload: string): Buffer {
  return createHmac("sha256", key).update(`reader:${payload}`).digest().subarray(0, MAC_BYTES);
}
