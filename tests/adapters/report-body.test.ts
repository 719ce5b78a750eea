import { assert, constantFrom, option, property, record, string } from "fast-check";
import { expect, test } from "vitest";

import { readBody, writeBody } from "#src/adapters/redis/report-body.ts";
import { examineDelivery } from "#src/receive/receive-report.ts";
import { sign } from "#src/receive/verify-signature.ts";

const now = Temporal.Instant.from("2026-11-21T07:00:00Z");
const secret = Buffer.alloc(32, 7);
const wire = { id: "wire", name: "Wire", secrets: [secret], language: "fr", trust: 0.5 };

function arrivalOf(body: Buffer) {
  const headers = { id: "msg_1", timestamp: String(now.epochMilliseconds / 1000) };
  const signature = `v1,${sign(body, headers, secret).toString("base64")}`;
  const posted = { source: "wire", webhookId: headers.id, timestamp: headers.timestamp };
  const examined = examineDelivery({ ...posted, signature, body }, [wire], now);
  return examined.ok && "arrival" in examined ? examined.arrival : undefined;
}

const kept = (body: Buffer) => {
  const arrival = arrivalOf(body);
  if (!arrival) throw new Error("a well-formed report is accepted");
  return { arrival, read: readBody(writeBody(arrival).toString()) };
};

const name = option(string({ unit: "binary", minLength: 1, maxLength: 20 }), { nil: undefined });
const anyReport = record({
  text: string({ unit: "binary" }).map((text) => `a${text}`),
  title: option(string({ unit: "binary", maxLength: 100 }), { nil: undefined }),
  externalId: name.map((id) => id && ` x${id}`),
  language: constantFrom("ar", undefined),
});

test("any report is read as it was accepted, however it was written", () => {
  assert(
    property(anyReport, constantFrom(0, 2), constantFrom("", "\uFEFF"), (fields, indent, mark) => {
      const { arrival, read } = kept(Buffer.from(mark + JSON.stringify(fields, null, indent)));
      expect(read).toEqual(JSON.parse(JSON.stringify(arrival.report)));
    }),
  );
});

test.for([
  ["is kept as it was posted", '{"text":"Blast in Gao","externalId":"7"}', true],
  ["is written anew where checking trims it", '{"text":"Blast in Gao","externalId":" 7"}', false],
  ["is written anew where checking mends it", String.raw`{"text":"Blast \ud800"}`, false],
  ["is written anew where a mark stands before it", '\uFEFF{"text":"Blast in Gao"}', false],
  ["is written anew where it is mostly blanks", `{"text":"Blast"${" ".repeat(9_000)}}`, false],
] as const)("a body %s", ([, body, asPosted]) => {
  expect(arrivalOf(Buffer.from(body))?.posted !== undefined).toBe(asPosted);
});
