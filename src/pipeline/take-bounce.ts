import { readBounceNotice } from "../receive/read-bounce-notice.ts";
import { readBounce } from "../receive/read-bounce.ts";
import { type SignatureHeaders, verifySignature } from "../receive/verify-signature.ts";
import { noteBounce, type NoteBouncePorts } from "./note-bounce.ts";

export interface TakeBouncePorts extends NoteBouncePorts {
  readonly tokenKey: Buffer;
}

/** A message from the mailbox of bounces. What is no bounce of ours is counted and left alone. */
export function takeBounce(ports: TakeBouncePorts) {
  const { clock, meter, tokenKey } = ports;
  return async (message: Buffer): Promise<void> => {
    const reading = await readBounce(message, tokenKey, clock.now());
    if (reading.ok) await noteBounce(ports, reading.bounce);
    else meter.count("bounces", { outcome: reading.reason });
  };
}

export interface PostedBounce {
  readonly contentType: string;
  readonly headers: { readonly [Name in keyof SignatureHeaders]: string | undefined };
  readonly body: Buffer;
}

export type BounceAnswer = "taken" | "unauthorized" | "invalid-bounce";

/** A bounce that a provider's webhook posts: the message itself, or what is to be known of it. */
export function receiveBounce(ports: TakeBouncePorts & { readonly secrets: readonly Buffer[] }) {
  const take = takeBounce(ports);
  return async ({ contentType, headers, body }: PostedBounce): Promise<BounceAnswer> => {
    const { id, timestamp, signature } = headers;
    if (id === undefined || timestamp === undefined || signature === undefined)
      return "unauthorized";
    const signed = { id, timestamp, signature };
    const verified = verifySignature(body, signed, ports.secrets, ports.clock.now());
    if (!verified.ok) return "unauthorized";
    if (contentType.startsWith("message/rfc822")) {
      await take(body);
      return "taken";
    }
    const bounce = readBounceNotice(body, ports.tokenKey);
    if (!bounce) return "invalid-bounce";
    await noteBounce(ports, bounce);
    return "taken";
  };
}
