import { createHmac, timingSafeEqual } from "node:crypto";

/** The three headers of a Standard Webhooks delivery, as received. */
export interface SignatureHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

export type Verification =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "bad-timestamp" | "too-old" | "too-new" | "no-match" };

const TOLERANCE_SECONDS = 5 * 60;

/**
 * Checks that `body` was signed with one of `secrets` no more than five minutes
 * from `now`. Several secrets let a source rotate its key without a gap. Works
 * on the raw bytes: two bodies that differ only in invalid UTF-8 stay different.
 *
 * @see https://www.standardwebhooks.com
 */
export function verifySignature(
  body: Uint8Array,
  headers: SignatureHeaders,
  secrets: readonly Buffer[],
  now: Temporal.Instant,
): Verification {
  if (!/^\d{1,12}$/.test(headers.timestamp)) return { ok: false, reason: "bad-timestamp" };
  const age = now.epochMilliseconds / 1000 - Number(headers.timestamp);
  if (age > TOLERANCE_SECONDS) return { ok: false, reason: "too-old" };
  if (age < -TOLERANCE_SECONDS) return { ok: false, reason: "too-new" };

  const offered = offeredSignatures(headers.signature);
  const matches = secrets.some((secret) => {
    const expected = Buffer.from(sign(body, headers, secret).toString("base64"));
    return offered.some((signature) => sameBytes(signature, expected));
  });
  return matches ? { ok: true } : { ok: false, reason: "no-match" };
}

/** The HMAC-SHA256 that stands behind `v1,` in base64. */
export function sign(
  body: Uint8Array,
  headers: Pick<SignatureHeaders, "id" | "timestamp">,
  secret: Buffer,
): Buffer {
  return createHmac("sha256", secret)
    .update(`${headers.id}.${headers.timestamp}.`)
    .update(body)
    .digest();
}

/** Keeps the `v1` entries of a space-separated list such as `v1,K5oZ… v1a,hnO3…`, in base64 as they are: one signature has one form. */
function offeredSignatures(header: string): Buffer[] {
  return header
    .split(" ")
    .filter((entry) => entry.startsWith("v1,"))
    .map((entry) => Buffer.from(entry.slice("v1,".length)));
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
