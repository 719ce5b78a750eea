import { createHash } from "node:crypto";

/** Addresses stay out of keys and logs. */
export function hashAddress(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 10);
}
