import { describe, expect, test } from "vitest";

import { parseSmtpUrl, readFailure, smtpMailer } from "#src/adapters/smtp/smtp-mailer.ts";

import { type Fault, startScriptedSmtp, type Step } from "../support/scripted-smtp.ts";

const bytes = Buffer.from("Message-ID: <d.1@x>\r\nSubject: s\r\n\r\nbody\r\n.dot\r\n");

async function post(
  script: { step?: Step; fault?: Fault } = {},
  beforeDot: () => Promise<boolean> = async () => true,
) {
  const server = await startScriptedSmtp();
  if (script.step && script.fault) server.fail(script.step, script.fault);
  const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`));
  const outcome = await mailer.send({
    from: "t@example.org",
    to: "desk@example.org",
    bytes,
    beforeDot,
  });
  return { outcome, taken: server.taken };
}

test("a message is taken once, byte for byte, for one recipient", async () => {
  const { outcome, taken } = await post();
  expect(outcome).toEqual({ outcome: "sent", response: "250 queued" });
  expect(taken).toMatchObject([{ from: "t@example.org", to: "desk@example.org" }]);
  expect(taken[0]?.message).toBe(bytes.toString().replace("\r\n.dot", "\r\n..dot").trimEnd());
});

test("the mark is made after the whole message and before the final dot", async () => {
  let takenAtMark = -1;
  const server = await startScriptedSmtp();
  const mailer = smtpMailer(parseSmtpUrl(`smtp://127.0.0.1:${server.port}`));
  await mailer.send({
    from: "t@example.org",
    to: "desk@example.org",
    bytes,
    beforeDot: async () => {
      takenAtMark = server.taken.length;
      return true;
    },
  });
  expect(takenAtMark).toBe(0);
  expect(server.taken).toHaveLength(1);
});

test("a sender that lost its claim does not send the dot", async () => {
  const { outcome, taken } = await post({}, async () => false);
  expect(outcome).toEqual({ outcome: "fenced" });
  expect(taken).toEqual([]);
});

test("a mark that could not be written stops the message in time", async () => {
  const { outcome, taken } = await post({}, async () => {
    throw new Error("redis is down");
  });
  expect(outcome).toMatchObject({ outcome: "later" });
  expect(taken).toEqual([]);
});

describe("what the server says is definite", () => {
  const cases: [Step, string, object][] = [
    ["greeting", "421 busy", { outcome: "later", ours: false }],
    ["greeting", "554 go away", { outcome: "later", ours: true }],
    ["MAIL", "451 try later", { outcome: "later", ours: false }],
    ["MAIL", "550 sender refused", { outcome: "later", ours: true }],
    ["RCPT", "450 mailbox busy", { outcome: "later", ours: false }],
    ["RCPT", "550 no such user", { outcome: "rejected" }],
    ["DATA", "451 later", { outcome: "later", ours: false }],
    ["DATA", "554 refused", { outcome: "rejected" }],
    ["dot", "451 later", { outcome: "later", ours: false }],
    ["dot", "552 too big", { outcome: "rejected" }],
    ["dot", "503 bad sequence", { outcome: "later", ours: false }],
  ];
  test.for(cases)("at %s, %s: %o", async ([step, reply, expected]) => {
    const { outcome, taken } = await post({ step, fault: { reply } });
    expect(outcome).toMatchObject(expected);
    expect(taken).toEqual([]);
  });
});

describe("a lost connection", () => {
  test.for([
    ["greeting", { hangUp: true }],
    ["MAIL", { hangUp: true }],
    ["RCPT", { reset: true }],
    ["DATA", { hangUp: true }],
  ] as [Step, Fault][])("at %s: certainly not taken", async ([step, fault]) => {
    const { outcome, taken } = await post({ step, fault });
    expect(outcome).toMatchObject({ outcome: "later" });
    expect(taken).toEqual([]);
  });

  test.for([{ hangUp: true }, { reset: true }] as Fault[])(
    "after the final dot: in doubt, as the server may well have taken it (%o)",
    async (fault) => {
      const { outcome, taken } = await post({ step: "dot", fault });
      expect(outcome).toMatchObject({ outcome: "in-doubt" });
      expect(taken).toHaveLength(1);
    },
  );

  test("where nobody listens: later", async () => {
    const mailer = smtpMailer(parseSmtpUrl("smtp://127.0.0.1:1"));
    const outcome = await mailer.send({
      from: "a@x.org",
      to: "b@x.org",
      bytes,
      beforeDot: async () => true,
    });
    expect(outcome).toMatchObject({ outcome: "later" });
  });
});

test.for([
  [
    "smtp://mail.example.org",
    { host: "mail.example.org", port: 587, secure: false, auth: undefined },
  ],
  ["smtps://mail.example.org", { port: 465, secure: true }],
  ["smtp://u%40x:p%2Fw@mail:2525", { port: 2525, auth: { user: "u@x", pass: "p/w" } }],
] as const)("%s is read", ([url, expected]) => {
  expect(parseSmtpUrl(url)).toMatchObject(expected);
});

test("a refused login is about us, not about the reader", () => {
  const error = Object.assign(new Error("bad credentials"), {
    responseCode: 535,
    command: "AUTH PLAIN",
  });
  expect(readFailure(error, false)).toMatchObject({ outcome: "later", ours: true });
});
