import { createHash, timingSafeEqual } from "node:crypto";

const FORM = /^tcs_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
const ID_BYTES = 6;

/** `tcs_<id>_<secret>`; 32 random bytes make a secret that no list of hashes gives away. */
export function writeApiToken(chance: { readonly id: Uint8Array; readonly secret: Uint8Array }): {
  readonly id: string;
  readonly text: string;
} {
  const id = Buffer.from(chance.id).toString("hex");
  const text = `tcs_${id}_${Buffer.from(chance.secret).toString("base64url")}`;
  if (chance.id.length !== ID_BYTES || !FORM.test(text)) {
    throw new RangeError("an API token is made of 6 and 32 random bytes");
  }
  return { id, text };
}

/** The id inside a token; undefined where it has not the form of one. */
export function apiTokenId(text: string): string | undefined {
  return FORM.exec(text)?.[1];
}

/** SHA-256 in hex. A slow hash would guard nothing: the secret is not a password. */
export function hashApiToken(text: string): string {
  return sha256(text).toString("hex");
}

export function isTokenOf(text: string, hash: string): boolean {
  return timingSafeEqual(sha256(text), Buffer.from(hash, "hex"));
}

/** Whether two texts are the same, in a time that does not say how far they agree. */
export function isSameSecret(given: string, known: string): boolean {
  return timingSafeEqual(sha256(given), sha256(known));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
