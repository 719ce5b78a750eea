import type { Source } from "#src/model/source.ts";
import { sign } from "#src/receive/verify-signature.ts";

export const WIRE_KEY = Buffer.alloc(32, "wire");
export const FIELD_KEY = Buffer.alloc(32, "field");

export function aSource(over: Partial<Source> = {}): Source {
  return {
    id: "wire",
    name: "Wire feed",
    secrets: [WIRE_KEY],
    trust: 0.8,
    language: "en",
    ...over,
  };
}

export interface SignedPost {
  readonly webhookId: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

/** What a sender of Standard Webhooks puts on the wire. */
export function signedPost(
  body: string | Buffer | object,
  {
    at,
    webhookId = crypto.randomUUID(),
    key = WIRE_KEY,
  }: { at: Temporal.Instant; webhookId?: string; key?: Buffer },
): SignedPost {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  const mac = sign(bytes, { id: webhookId, timestamp }, key).toString("base64");
  return { webhookId, timestamp, signature: `v1,${mac}`, body: bytes };
}
