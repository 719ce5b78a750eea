import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";

import { sign, verifySignature } from "#src/receive/verify-signature.ts";

// The worked example of the Standard Webhooks specification.
const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
const body = Buffer.from(`{"test": 2432232314}`);
const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const timestamp = "1614265330";
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const now = Temporal.Instant.fromEpochMilliseconds(1614265330 * 1000);
const later = (seconds: number) => now.add({ seconds });

const verify = (
  changes: Partial<{
    body: Buffer;
    timestamp: string;
    signature: string;
    secrets: Buffer[];
    now: Temporal.Instant;
  }>,
) =>
  verifySignature(
    changes.body ?? body,
    { id, timestamp: changes.timestamp ?? timestamp, signature: changes.signature ?? signature },
    changes.secrets ?? [secret],
    changes.now ?? now,
  );

describe("verifySignature", () => {
  test("accepts the specification's example", () => {
    expect(verify({})).toEqual({ ok: true });
  });

  test("accepts any one signature of several, under any one secret of several", () => {
    const other = Buffer.from("another secret");
    expect(verify({ signature: `v1,AAAA ${signature}`, secrets: [other, secret] })).toEqual({
      ok: true,
    });
  });

  test.for([
    ["a changed body", { body: Buffer.from(`{"test": 2}`) }, "no-match"],
    ["another secret", { secrets: [Buffer.from("other")] }, "no-match"],
    ["no secret", { secrets: [] }, "no-match"],
    [
      "an asymmetric-only signature",
      {
        signature:
          "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
      },
      "no-match",
    ],
    ["a truncated signature", { signature: signature.slice(0, -8) }, "no-match"],
    ["a signature without its padding", { signature: signature.slice(0, -1) }, "no-match"],
    ["a signature with more behind it", { signature: `${signature}A` }, "no-match"],
    ["a timestamp that is not a number", { timestamp: "hello" }, "bad-timestamp"],
    ["a delivery six minutes old", { now: later(360) }, "too-old"],
    ["a delivery six minutes ahead", { now: later(-360) }, "too-new"],
  ] as const)("refuses %s", ([, changes, reason]) => {
    expect(verify(changes as Parameters<typeof verify>[0])).toEqual({ ok: false, reason });
  });

  test("keeps accepting to the last second of the tolerance", () => {
    expect(verify({ now: later(300) })).toEqual({ ok: true });
    expect(verify({ now: later(-300) })).toEqual({ ok: true });
  });

  test("sign is what verify expects", () => {
    expect(sign(body, { id, timestamp }, secret).toString("base64")).toBe(signature.slice(3));
  });

  test("agrees with the reference library on any body that is UTF-8", () => {
    const key = Buffer.alloc(32, 7);
    const reference = new Webhook(`whsec_${key.toString("base64")}`);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.uuid(), (text, messageId) => {
        const headers = { id: messageId, timestamp: "1614265330" };
        const ours = `v1,${sign(Buffer.from(text), headers, key).toString("base64")}`;
        expect(reference.sign(messageId, new Date(1614265330 * 1000), text)).toBe(ours);
      }),
    );
  });

  test("tells apart two bodies that decode to the same text", () => {
    const headers = { id, timestamp };
    const one = sign(Buffer.from([0xff]), headers, secret);
    const other = sign(Buffer.from([0xfe]), headers, secret);
    expect(one.equals(other)).toBe(false);
  });
});
