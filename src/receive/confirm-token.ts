import { createHmac, timingSafeEqual } from "node:crypto";

/** Whose yes a link brings: one address of one subscription. */
export interface Confirmation {
  readonly subscriptionId: string;
  readonly address: string;
}

const MAC_BYTES = 18;
/** Long enough for a week's holiday; a later yes asks anew. */
const LIFE_DAYS = 7;

/** The opaque part of `/confirm/<token>`. */
export function signConfirmToken(
  key: Buffer,
  { subscriptionId, address }: Confirmation,
  issuedAt: Temporal.Instant,
): string {
  const ends = issuedAt.add({ hours: LIFE_DAYS * 24 });
  const seconds = Math.floor(ends.epochMilliseconds / 1000).toString(36);
  const payload = Buffer.from([seconds, subscriptionId, address].join("\n")).toString("base64url");
  return `${payload}.${mac(key, payload)}`;
}

/** Undefined where the token was not made by `key`, or has ended. */
export function readConfirmToken(
  key: Buffer,
  text: string,
  now: Temporal.Instant,
): Confirmation | undefined {
  const [payload = "", given = "", ...rest] = text.split(".");
  const expected = Buffer.from(mac(key, payload));
  const offered = Buffer.from(given);
  const isOurs = offered.length === expected.length && timingSafeEqual(offered, expected);
  if (!isOurs || rest.length > 0) return undefined;
  const [seconds = "", subscriptionId = "", address = ""] = Buffer.from(payload, "base64url")
    .toString("utf8")
    .split("\n");
  const isLive = now.epochMilliseconds < Number.parseInt(seconds, 36) * 1000;
  return isLive ? { subscriptionId, address } : undefined;
}

/** Apart from readers' links: neither opens what the other does. */
function mac(key: Buffer, payload: string): string {
  const whole = createHmac("sha256", key).update(`confirm:${payload}`).digest();
  return whole.subarray(0, MAC_BYTES).toString("base64url");
}
