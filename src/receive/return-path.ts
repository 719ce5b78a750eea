import { createHmac, timingSafeEqual } from "node:crypto";

const ID_LENGTH = 16;
const SEAL_LENGTH = 10;
const TAG = new RegExp(`\\+([a-z2-7]{${ID_LENGTH}})([a-z2-7]{${SEAL_LENGTH}})@`, "i");
/** RFC 4648 base32 in small letters: mail servers may change a local part's case. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** An address as bounces know it: nobody without the key can tell which it is. */
export function addressId(key: Buffer, address: string): string {
  return base32(key, `address:${address.toLowerCase()}`, ID_LENGTH);
}

/**
 * Whom bounces of this reader's mail go to: `bounces+<id><seal>@example.org` (VERP). By the seal
 * a bounce is told from one that somebody made up.
 */
export function returnPath(bounceAddress: string, key: Buffer, address: string): string {
  const at = bounceAddress.lastIndexOf("@");
  const id = addressId(key, address);
  return `${bounceAddress.slice(0, at)}+${id}${sealOf(key, id)}${bounceAddress.slice(at)}`;
}

/** The address id of a return path of ours; undefined where it is none. */
export function readReturnPath(key: Buffer, text: string): string | undefined {
  const [, id, seal] = TAG.exec(text) ?? [];
  if (id === undefined || seal === undefined) return undefined;
  const known = id.toLowerCase();
  const expected = Buffer.from(sealOf(key, known));
  return timingSafeEqual(expected, Buffer.from(seal.toLowerCase())) ? known : undefined;
}

function sealOf(key: Buffer, id: string): string {
  return base32(key, `return-path:${id}`, SEAL_LENGTH);
}

function base32(key: Buffer, text: string, length: number): string {
  const hash = createHmac("sha256", key).update(text).digest();
  // Five bits of each byte: no carrying over, and bytes enough.
  return Array.from(hash.subarray(0, length), (byte) => ALPHABET[byte % 32]).join("");
}
