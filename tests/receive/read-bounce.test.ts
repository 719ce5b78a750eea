import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readBounceNotice } from "#src/receive/read-bounce-notice.ts";
import { readBounce } from "#src/receive/read-bounce.ts";
import { signReaderToken } from "#src/receive/reader-token.ts";
import { addressId, readReturnPath, returnPath } from "#src/receive/return-path.ts";
import { aComplaint, aDeliveryStatus } from "#tests/support/bounces.ts";

const key = Buffer.alloc(32, 7);
const now = Temporal.Instant.from("2026-11-24T12:00:00Z");
const READER = "desk@example.org";
const ours = returnPath("bounces@alerts.example.org", key, READER);
const read = (message: Buffer) => readBounce(message, key, now);

describe("a return path", () => {
  test("leads back to the address it was made for, in any case of letters", () => {
    expect(ours).toMatch(/^bounces\+[a-z2-7]{26}@alerts\.example\.org$/);
    expect(readReturnPath(key, ours)).toBe(addressId(key, READER));
    expect(readReturnPath(key, `<${ours.toUpperCase()}>`)).toBe(addressId(key, "Desk@Example.org"));
  });

  test("that somebody made up leads nowhere", () => {
    const other = returnPath("bounces@alerts.example.org", Buffer.alloc(32, 8), READER);
    for (const text of ["bounces@alerts.example.org", other, "", ours.replace(/.@/, "@")])
      expect(readReturnPath(key, text)).toBeUndefined();
  });

  test("has another tag for another address, and room before the @", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const path = returnPath("bounces@alerts.example.org", key, address);
        return path.indexOf("@") <= 64 && readReturnPath(key, path) === addressId(key, address);
      }),
    );
  });
});

describe("a delivery status to a return path of ours", () => {
  test.for([
    ["5.1.1", "hard"],
    ["5.1.2", "hard"],
    ["5.2.1", "hard"],
    ["5.4.4", "hard"],
    ["5.0.0", "hard"],
    ["5.2.2", "soft"],
    ["4.4.1", "soft"],
    ["4.2.2", "soft"],
    ["5.2.3", "not-the-reader"],
    ["5.3.4", "not-the-reader"],
    ["5.6.1", "not-the-reader"],
    ["5.7.1", "not-the-reader"],
    ["5.7.26", "not-the-reader"],
  ] as const)("%s: %s", async ([status, expected]) => {
    const reading = await read(aDeliveryStatus({ to: ours, status }));
    expect(reading.ok ? reading.bounce.kind : reading.reason).toBe(expected);
  });

  test("is about that address, in the server's words, without the address itself", async () => {
    expect(await read(aDeliveryStatus({ to: ours }))).toEqual({
      ok: true,
      bounce: {
        kind: "hard",
        addressId: addressId(key, READER),
        detail: "5.1.1 smtp; 550 5.1.1 <[address]>: no such user here",
      },
    });
  });

  test.for(["delayed", "relayed", "delivered", "expanded"])("%s is not final", async (action) => {
    const reading = await read(aDeliveryStatus({ to: ours, action, status: "4.4.1" }));
    expect(reading).toEqual({ ok: false, reason: "not-final" });
  });
});

describe("proof that a mail of ours came back", () => {
  const link = (scope: "page" | "unsubscribe") =>
    signReaderToken(key, { scope, issuedAt: now, subscriptionId: "levant", address: READER });

  test("is a link of ours in what was returned, also where its line is broken", async () => {
    const token = link("unsubscribe");
    const returned = `List-Unsubscribe:\n <https://tocsin.example.org/m/${token.slice(0, 50)}\n ${token.slice(50)}>`;
    for (const message of [aDeliveryStatus({ returned }), aComplaint({ returned })])
      expect(await read(message)).toMatchObject({ bounce: { addressId: addressId(key, READER) } });
  });

  test("is wanting where nothing of ours came back: anyone can send a report", async () => {
    const forged = "List-Unsubscribe: <https://tocsin.example.org/m/abc.def>";
    for (const message of [
      aDeliveryStatus(),
      aDeliveryStatus({ returned: forged }),
      aComplaint(),
      aComplaint({ returned: forged }),
    ])
      expect(await read(message)).toEqual({ ok: false, reason: "not-ours" });
  });

  test("makes a complaint one of its reader", async () => {
    const returned = `List-Unsubscribe: <https://tocsin.example.org/m/${link("unsubscribe")}>`;
    expect(await read(aComplaint({ returned }))).toMatchObject({
      ok: true,
      bounce: { kind: "complaint", detail: "abuse" },
    });
    expect(await read(aComplaint({ returned, type: "not-spam" }))).toEqual({
      ok: false,
      reason: "not-the-reader",
    });
  });
});

test("an answer that a person or a machine writes is no report", async () => {
  const text = `To: ${ours}\r\nSubject: Out of office\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n`;
  expect(await read(Buffer.from(text))).toEqual({ ok: false, reason: "not-a-report" });
});

test("a mail of more parts than its parser takes is no report, and holds up none behind it", async () => {
  const type = 'Content-Type: multipart/report; boundary="B"';
  const parts = "--B\r\n\r\nStatus: 5.1.1\r\n".repeat(1_200);
  const message = Buffer.from(`To: ${ours}\r\n${type}\r\n\r\n${parts}--B--\r\n`);
  expect(await read(message)).toEqual({ ok: false, reason: "not-a-report" });
});

test("any bytes at all are read without harm", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect((await read(Buffer.from(bytes))).ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});

describe("a notice in JSON", () => {
  const notice = (body: unknown) => readBounceNotice(Buffer.from(JSON.stringify(body)), key);
  test("names address and kind", () => {
    expect(notice({ address: "Desk@example.org", kind: "soft", detail: "full" })).toEqual({
      kind: "soft",
      detail: "full",
      addressId: addressId(key, READER),
    });
  });
  test.for([
    {},
    { address: "desk@example.org", kind: "medium" },
    { address: "desk", kind: "hard" },
    { address: "desk@example.org", kind: "hard", more: 1 },
    [],
    "x",
  ])("%j is none", (body) => {
    expect(notice(body)).toBeUndefined();
  });
  test("no address is left in what it says", () => {
    const detail = `550 5.1.1 <${READER}>: no such user`;
    expect(notice({ address: READER, kind: "hard", detail })).toMatchObject({
      detail: "550 5.1.1 <[address]>: no such user",
    });
  });
  test("what is not JSON is none", () => {
    expect(readBounceNotice(Buffer.from("{"), key)).toBeUndefined();
  });
});
